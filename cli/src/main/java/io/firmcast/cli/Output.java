// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** How a command writes its data to stdout. */
enum Output {
  TABLE,
  JSON
}

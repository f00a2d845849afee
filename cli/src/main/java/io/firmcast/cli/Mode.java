// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** What devices do when they are asked to update. */
enum Mode {
  /** They let time pass. */
  SIMULATED,
  /** They fetch, verify and install. */
  REAL
}

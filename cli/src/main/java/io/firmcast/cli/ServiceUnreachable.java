// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Nothing answers where the services should be. */
final class ServiceUnreachable extends CliFailure {
  ServiceUnreachable(String sentence) {
    super(Exit.FAILED, sentence);
  }
}

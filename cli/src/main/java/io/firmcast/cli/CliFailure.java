// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Ends a command with one sentence on stderr that says what to do, and an exit code. */
final class CliFailure extends RuntimeException {
  private final int exitCode;

  CliFailure(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Ends a command with one sentence on stderr that says what to do, and an exit code. */
class CliFailure extends RuntimeException {
  private final int exitCode;

  CliFailure(int exitCode, String sentence) {
    super(sentence, null, false, false);
    this.exitCode = exitCode;
  }

  /** Settings that a service refuses, with all it finds wrong in one sentence. */
  static CliFailure settings(IllegalArgumentException wrong) {
    return new CliFailure(Exit.USAGE, String.valueOf(wrong.getMessage()).replace("\n", "; ") + ".");
  }

  int exitCode() {
    return exitCode;
  }
}

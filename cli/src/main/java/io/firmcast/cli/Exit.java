// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

/** Exit codes (design.md section 9). */
final class Exit {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int NOT_FOUND = 3;
  static final int TIMED_OUT = 4;

  private Exit() {}
}

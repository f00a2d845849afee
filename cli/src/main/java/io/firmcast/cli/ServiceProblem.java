// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import org.jspecify.annotations.Nullable;

/** A service's refusal, in its own sentence. */
final class ServiceProblem extends CliFailure {
  private final int status;
  private final @Nullable String pointer;

  ServiceProblem(int exitCode, String sentence, int status, @Nullable String pointer) {
    super(exitCode, sentence);
    this.status = status;
    this.pointer = pointer;
  }

  /** Whether it may be another answer a moment later. */
  boolean mayPass() {
    return status == 429 || status >= 502;
  }

  /** What of the request it is about, as a JSON pointer; null where that is nothing. */
  @Nullable String pointer() {
    return pointer;
  }
}

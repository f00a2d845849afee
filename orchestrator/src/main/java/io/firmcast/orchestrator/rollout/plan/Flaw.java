// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

/**
 * One thing that is wrong with what somebody wrote.
 *
 * @param pointer where, as RFC 6901; relative to the record it was found in until it is read whole
 * @param reason to be read behind the pointer: "must be 1 or more"
 */
public record Flaw(String pointer, String reason) {

  /** The same flaw as seen from the record around it. */
  public Flaw below(String field) {
    return new Flaw("/" + field + pointer, reason);
  }

  @Override
  public String toString() {
    return (pointer.isEmpty() ? "it" : pointer) + " " + reason;
  }
}

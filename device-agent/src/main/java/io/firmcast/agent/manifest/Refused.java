// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

/** An update that must not happen, with the check that says so. */
public final class Refused extends RuntimeException {
  private final Reason reason;

  /** The sentence is for people; programs read the reason. */
  public Refused(Reason reason, String sentence) {
    super(sentence, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

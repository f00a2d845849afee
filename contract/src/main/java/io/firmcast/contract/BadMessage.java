// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

/** A message that does not keep the contract: where in it (a JSON pointer) and what is wrong. */
public final class BadMessage extends IllegalArgumentException {
  private final String pointer;
  private final String reason;

  public BadMessage(String pointer, String reason) {
    super(sentence(pointer, reason));
    this.pointer = pointer;
    this.reason = reason;
  }

  /** RFC 6901; the empty text names the whole message. */
  public String pointer() {
    return pointer;
  }

  /** What is wrong there, to be read behind the pointer: "must be a string". */
  public String reason() {
    return reason;
  }

  /** Where and what in one: "/size must be 1 or more". */
  public String sentence() {
    return sentence(pointer, reason);
  }

  private static String sentence(String pointer, String reason) {
    return (pointer.isEmpty() ? "the message" : pointer) + " " + reason;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

/** Why a WebSocket is closed; {@code webroot/asyncapi.yaml} says what each means to a client. */
enum CloseCode {
  GOING_AWAY(1001),
  POLICY_VIOLATION(1008),
  TOO_LARGE(1009),
  TRY_LATER(1013),
  TOO_SLOW(4008);

  private final int number;

  CloseCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}

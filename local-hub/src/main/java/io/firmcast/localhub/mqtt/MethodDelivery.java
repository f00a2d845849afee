// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.event.Testimony.Timing;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.method.MethodReply;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;

/**
 * One call on its way to a device and back, as the witness is told of it: whatever the hub makes of
 * an answer, or does not make of it on purpose, the witness hears what the device did. Confined to
 * the connection's context.
 */
final class MethodDelivery {

  private final String deviceId;
  private final Witness witness;
  private final Promise<MethodReply> reply = Promise.promise();
  // How the witness names the call; 0 until it was delivered.
  private long call;
  private boolean answered;
  private boolean over;

  MethodDelivery(String deviceId, Witness witness) {
    this.deviceId = deviceId;
    this.witness = witness;
  }

  /** What the caller waits for. */
  Promise<MethodReply> reply() {
    return reply;
  }

  /** The call was handed to the connection, perhaps not for the first time. */
  void delivered(String name, String rid, Buffer payload) {
    call = witness.delivered(deviceId, call, name, rid, payload);
  }

  /** The device answered. */
  void replied(int status) {
    witness.replied(deviceId, call, status, timing());
    answered = true;
  }

  /** The hub gave up on it. */
  void unanswered(Code code) {
    over = true;
    if (call != 0) {
      witness.unanswered(deviceId, call, code);
    }
  }

  private Timing timing() {
    if (answered) {
      return Timing.DUPLICATE;
    }
    return over ? Timing.LATE : Timing.IN_TIME;
  }
}

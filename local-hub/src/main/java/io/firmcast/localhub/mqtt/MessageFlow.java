// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.message.CloudMessage;
import io.firmcast.localhub.message.CloudMessages;
import java.util.HashMap;
import java.util.Map;

/**
 * The messages from the cloud over one connection: each is sent once, a few at a time, and done
 * with when its PUBACK comes; what has none by the end of the connection stays in the queue for the
 * next. Confined to the connection's context.
 */
final class MessageFlow {

  private static final int MAX_BYTES_IN_FLIGHT = 256 * 1024;
  private static final int MAX_PACKET_ID = 65_535;

  private final String deviceId;
  private final CloudMessages messages;
  private final Outbox outbox;
  private final Runnable arrived = this::inTurn;
  private final Map<Integer, CloudMessage> inFlight = new HashMap<>();
  private int bytesInFlight;
  private int lastPacketId;
  private long lastSequence;
  private boolean listening;

  MessageFlow(String deviceId, CloudMessages messages, Outbox outbox) {
    this.deviceId = deviceId;
    this.messages = messages;
    this.outbox = outbox;
  }

  /** The device listens from now on. */
  void begin() {
    if (!listening) {
      listening = true;
      messages.listen(deviceId, arrived);
    }
    sendMore();
  }

  /** The device does not listen any more, or is gone. */
  void end() {
    listening = false;
    messages.ignore(deviceId, arrived);
  }

  void acknowledged(int packetId) {
    var message = inFlight.remove(packetId);
    if (message != null) {
      bytesInFlight -= message.body().length();
      messages.complete(deviceId, message.sequence());
      sendMore();
    }
  }

  private void inTurn() {
    outbox.then(this::sendMore);
  }

  private void sendMore() {
    while (listening && bytesInFlight < MAX_BYTES_IN_FLIGHT) {
      var next = messages.next(deviceId, lastSequence);
      if (next.isEmpty()) {
        return;
      }
      send(next.get());
    }
  }

  private void send(CloudMessage message) {
    lastSequence = message.sequence();
    lastPacketId = lastPacketId % MAX_PACKET_ID + 1;
    inFlight.put(lastPacketId, message);
    bytesInFlight += message.body().length();
    outbox.publishForSure(
        Outbound.message(deviceId, message.properties()),
        message.body(),
        lastPacketId,
        message.deliveries() > 1);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.message.PropertyBag;
import io.vertx.mqtt.messages.MqttPublishMessage;
import org.jspecify.annotations.Nullable;

/** What one device tells the cloud: its messages, and its will if it goes without a DISCONNECT. */
final class EventFlow {

  static final String RETAIN = "mqtt-retain";
  private static final String DUP = "mqtt-dup";

  private final String deviceId;
  private final DeviceMessages messages;
  private @Nullable Will will;

  EventFlow(String deviceId, DeviceMessages messages, @Nullable Will will) {
    this.deviceId = deviceId;
    this.messages = messages;
    this.will = will;
  }

  /** Nothing is retained; the message only says that it was asked for. */
  void received(PropertyBag properties, MqttPublishMessage packet) {
    var bag = packet.isRetain() ? properties.with(RETAIN, "true") : properties;
    messages.receive(deviceId, packet.isDup() ? bag.with(DUP, "true") : bag, packet.payload());
  }

  /** The device takes its leave, so its will is void. */
  void disconnecting() {
    will = null;
  }

  /** The connection is gone. */
  void ended() {
    if (will != null) {
      messages.receive(deviceId, will.properties(), will.body());
      will = null;
    }
  }
}

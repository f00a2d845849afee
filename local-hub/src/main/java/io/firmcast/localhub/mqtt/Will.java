// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.message.PropertyBag;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttWill;
import org.jspecify.annotations.Nullable;

/** What a device wants to have said, as its own message, should it vanish. */
record Will(PropertyBag properties, Buffer body) {

  private static final String TYPE = "iothub-MessageType";

  /**
   * Whether a CONNECT may carry this; section 1.6, inferred: a will with QoS 2 or for any topic but
   * the device's own events is refused like a missing right.
   */
  static boolean allowed(@Nullable MqttWill will, String deviceId) {
    return will == null
        || !will.isWillFlag()
        || (will.getWillQos() < MqttQoS.EXACTLY_ONCE.value()
            && Inbound.of(will.getWillTopic(), deviceId) instanceof Inbound.Telemetry);
  }

  /** The will of an allowed CONNECT; null if it has none. */
  static @Nullable Will of(@Nullable MqttWill will, String deviceId) {
    if (will == null
        || !will.isWillFlag()
        || !(Inbound.of(will.getWillTopic(), deviceId) instanceof Inbound.Telemetry telemetry)) {
      return null;
    }
    var retained =
        will.isWillRetain()
            ? telemetry.properties().with(EventFlow.RETAIN, "true")
            : telemetry.properties();
    var body = will.getWillMessage() == null ? Buffer.buffer() : will.getWillMessage();
    return new Will(retained.with(TYPE, "Will"), body);
  }
}

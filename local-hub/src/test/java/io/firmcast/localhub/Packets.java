// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.RawDevice.Connect;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttQoS;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** MQTT packets as bytes, for sockets that no client holds. */
final class Packets {

  private Packets() {}

  static byte[] connect(Connect connect) {
    return connect(connect, builder -> builder);
  }

  /** A CONNECT with whatever else is asked for. */
  static byte[] connect(Connect connect, UnaryOperator<MqttMessageBuilders.ConnectBuilder> more) {
    return bytes(
        more.apply(
                MqttMessageBuilders.connect()
                    .clientId(connect.clientId())
                    .username(connect.userName())
                    .password(connect.password().getBytes(StandardCharsets.UTF_8))
                    .cleanSession(connect.clean())
                    .keepAlive(connect.keepAliveSeconds()))
            .build());
  }

  static byte[] publish(String topic, String payload, int id) {
    return bytes(
        MqttMessageBuilders.publish()
            .topicName(topic)
            .qos(MqttQoS.AT_LEAST_ONCE)
            .messageId(id)
            .payload(Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8))
            .build());
  }

  static byte[] subscribe(String filter, int id) {
    return bytes(
        MqttMessageBuilders.subscribe()
            .addSubscription(MqttQoS.AT_LEAST_ONCE, filter)
            .messageId(id)
            .build());
  }

  static byte[] disconnect() {
    return new byte[] {(byte) 0xE0, 0};
  }

  static byte[] bytes(MqttMessage message) {
    var channel = new EmbeddedChannel(MqttEncoder.INSTANCE);
    channel.writeOutbound(message);
    ByteBuf out = channel.readOutbound();
    var bytes = new byte[out.readableBytes()];
    out.readBytes(bytes);
    out.release();
    return bytes;
  }
}

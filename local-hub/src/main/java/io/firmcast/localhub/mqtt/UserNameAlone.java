// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectPayload;
import io.netty.handler.codec.mqtt.MqttConnectVariableHeader;

/**
 * Gives a CONNECT without a password an empty one, for vertx-mqtt forgets the user name of a client
 * that has no password, and a device with a certificate has none. Needed for the first packet only.
 */
final class UserNameAlone extends ChannelInboundHandlerAdapter {

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    context.fireChannelRead(
        packet instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()
                && connect.variableHeader().hasUserName()
                && !connect.variableHeader().hasPassword()
            ? withPassword(connect)
            : packet);
    context.pipeline().remove(this);
  }

  private static MqttConnectMessage withPassword(MqttConnectMessage connect) {
    var header = connect.variableHeader();
    var payload = connect.payload();
    return new MqttConnectMessage(
        connect.fixedHeader(),
        new MqttConnectVariableHeader(
            header.name(),
            header.version(),
            true,
            true,
            header.isWillRetain(),
            header.willQos(),
            header.isWillFlag(),
            header.isCleanSession(),
            header.keepAliveTimeSeconds(),
            header.properties()),
        new MqttConnectPayload(
            payload.clientIdentifier(),
            payload.willProperties(),
            payload.willTopic(),
            payload.willMessageInBytes(),
            payload.userName(),
            new byte[0]));
  }
}

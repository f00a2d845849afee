// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes a socket one that speaks inside a WebSocket, as IoT Hub takes MQTT at its HTTPS port
 * (iot-hub-protocol.md section 1.7). Who uses the socket afterwards does not notice.
 *
 * @param withCertificate whether the hub is to ask for the client's certificate
 */
record WebSocketHandshake(boolean withCertificate) {
  private static final String PATH = "/$iothub/websocket";
  private static final String NO_CERTIFICATE = "?iothub-no-client-cert=true";
  private static final String PROTOCOL = "mqtt";
  private static final int LONGEST_ANSWER = 16 * 1024;
  private static final int LONGEST_FRAME = 512 * 1024;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** In the socket's turn only; a hub that does not want to is a failure, and the socket closed. */
  Future<NetSocket> on(NetSocket connected, String host, int port) {
    var socket = (NetSocketInternal) connected;
    var pipeline = socket.channelHandlerContext().pipeline();
    var handshaker = handshaker(host, port);
    Promise<NetSocket> answered = Promise.promise();
    pipeline.addBefore("handler", "http", new HttpClientCodec());
    pipeline.addBefore("handler", "whole", new HttpObjectAggregator(LONGEST_ANSWER));
    pipeline.addBefore("handler", "upgrade", new Upgrade(handshaker, socket, answered));
    socket.closeHandler(gone -> answered.tryFail("the hub closed the connection"));
    handshaker
        .handshake(pipeline.channel())
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                answered.tryFail(sent.cause());
              }
            });
    return answered
        .future()
        .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> socket.close().transform(gone -> Future.failedFuture(failure)));
  }

  private WebSocketClientHandshaker handshaker(String host, int port) {
    var uri =
        URI.create(
            "wss://%s:%d%s%s".formatted(host, port, PATH, withCertificate ? "" : NO_CERTIFICATE));
    return new WebSocketClientHandshaker13(
        uri, WebSocketVersion.V13, PROTOCOL, false, EmptyHttpHeaders.INSTANCE, LONGEST_FRAME);
  }

  /** Waits for the hub's answer, and is gone after it. */
  private static final class Upgrade extends SimpleChannelInboundHandler<FullHttpResponse> {
    private final WebSocketClientHandshaker handshaker;
    private final NetSocket socket;
    private final Promise<NetSocket> answered;

    Upgrade(WebSocketClientHandshaker handshaker, NetSocket socket, Promise<NetSocket> answered) {
      this.handshaker = handshaker;
      this.socket = socket;
      this.answered = answered;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      try {
        handshaker.finishHandshake(context.channel(), response);
        context.pipeline().replace(this, "frames", new WebSocketFrames());
        answered.tryComplete(socket);
      } catch (WebSocketHandshakeException refused) {
        answered.tryFail("no WebSocket: " + response.status());
      }
    }
  }
}

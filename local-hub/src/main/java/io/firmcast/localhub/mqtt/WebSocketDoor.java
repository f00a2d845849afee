// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.vertx.core.Vertx;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;

/**
 * The second way in: sockets of the HTTPS side that have been upgraded to WebSocket with the
 * sub-protocol {@code mqtt}. From here on they are devices like all others.
 */
public final class WebSocketDoor {

  private static final int MAX_FRAME_BYTES = 512 * 1024;

  private final Vertx vertx;
  private final Protocol protocol;

  public WebSocketDoor(Vertx vertx, Protocol protocol) {
    this.vertx = vertx;
    this.protocol = protocol;
  }

  /** Takes over a socket after its handshake; to be called in the socket's turn. */
  public void enter(NetSocket upgraded) {
    var socket = (NetSocketInternal) upgraded;
    vertx.getOrCreateContext().exceptionHandler(Reception::unhandled);
    var pipeline = socket.channelHandlerContext().pipeline();
    if (pipeline.get("idle") != null) {
      // The HTTP side's; a device keeps its own time.
      pipeline.remove("idle");
    }
    var rules =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(true)
            .allowMaskMismatch(false)
            .allowExtensions(false)
            .maxFramePayloadLength(MAX_FRAME_BYTES)
            .build();
    pipeline.addBefore("handler", "frameDecoder", new WebSocket13FrameDecoder(rules));
    pipeline.addBefore("handler", "frameEncoder", new WebSocket13FrameEncoder(false));
    pipeline.addBefore("handler", "frames", new Frames());
    protocol.speak(socket);
  }
}

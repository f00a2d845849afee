// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection beneath a WebSocket, for letting a client go that may not be reading. Every public
 * way of Vert.x to close first sends all that waits, and starts its timeout for that only when it
 * is sent: a client that never reads would keep its connection for ever.
 */
final class Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Wire.class);

  private final Channel channel;

  private Wire(Channel channel) {
    this.channel = channel;
  }

  static Wire beneath(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      return new Wire(base.channelHandlerContext().channel());
    }
    throw new IllegalStateException("not a connection of Vert.x: " + connection.getClass());
  }

  /** Says goodbye, which who reads will answer in kind; Vert.x then ends the connection. */
  void sayClose(int code, String reason) {
    logged(channel.writeAndFlush(new CloseWebSocketFrame(code, reason)));
  }

  /** Ends the connection now; begun at its first handler, since Vert.x's own would wait again. */
  void cut() {
    if (channel.isOpen()) {
      logged(channel.pipeline().firstContext().close());
    }
  }

  private static void logged(ChannelFuture done) {
    LOG.atDebug().addKeyValue("channel", done.channel()).log("letting go of a client");
  }
}

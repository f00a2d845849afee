// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client by WebSocket. */
final class SocketOutlet implements Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(SocketOutlet.class);
  private static final long CUT_OFF_MILLIS = 3000;

  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final Wire wire;
  private boolean pongIsOwed;
  private boolean closing;

  SocketOutlet(Vertx vertx, ServerWebSocket socket, HttpConnection connection, int queueBytes) {
    this.vertx = vertx;
    this.socket = socket;
    this.wire = Wire.beneath(connection);
    socket.setWriteQueueMaxSize(queueBytes);
    socket.pongHandler(pong -> pongIsOwed = false);
    socket.exceptionHandler(this::broken);
  }

  /**
   * What the client says.
   *
   * @param listener told each text; a binary message as an empty one
   */
  void onMessage(Consumer<String> listener) {
    socket.textMessageHandler(listener::accept);
    socket.binaryMessageHandler(bytes -> listener.accept(""));
  }

  @Override
  public boolean isOpen() {
    return !closing && !socket.isClosed();
  }

  @Override
  public boolean isFull() {
    return socket.writeQueueFull();
  }

  @Override
  public void write(Frame frame) {
    socket
        .writeTextMessage(frame.text())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("frame not sent"));
  }

  /** Who does not answer the close frame, perhaps because he does not read it, is cut off. */
  @Override
  public void close(CloseCode code, String reason) {
    if (isOpen()) {
      closing = true;
      wire.sayClose(code.number(), reason);
      vertx.setTimer(CUT_OFF_MILLIS, late -> wire.cut());
    }
  }

  @Override
  public void cut() {
    wire.cut();
  }

  @Override
  public void ping() {
    if (!isOpen()) {
      return;
    }
    if (pongIsOwed) {
      close(CloseCode.GOING_AWAY, "no pong");
      return;
    }
    pongIsOwed = true;
    socket
        .writePing(Buffer.buffer())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("ping not sent"));
  }

  @Override
  public void onDrain(Runnable then) {
    socket.drainHandler(drained -> then.run());
  }

  @Override
  public void onClose(Runnable then) {
    socket.closeHandler(closed -> then.run());
  }

  /** Vert.x tells of a message over the limit in this way only, and drops it; a cut, likewise. */
  private void broken(Throwable why) {
    LOG.atDebug().setCause(why).log("feed client broke off");
    close(CloseCode.TOO_LARGE, "message too large");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client by server-sent events: each frame is one, and has an id where the client may resume from
 * it, which a browser then sends by itself. It knows no close codes: whoever is let go finds the
 * stream ended, and comes back.
 */
final class EventStreamOutlet implements Outlet {
  private static final Logger LOG = LoggerFactory.getLogger(EventStreamOutlet.class);

  private final HttpServerResponse response;
  private final Wire wire;
  private boolean closing;

  EventStreamOutlet(HttpServerResponse response, HttpConnection connection, int queueBytes) {
    this.response = response;
    this.wire = Wire.beneath(connection);
    response
        .setChunked(true)
        .setWriteQueueMaxSize(queueBytes)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // A proxy that collects the answer before it passes it on would show nothing at all.
        .putHeader("X-Accel-Buffering", "no");
    response.exceptionHandler(
        broken -> LOG.atDebug().setCause(broken).log("feed client broke off"));
  }

  @Override
  public boolean isOpen() {
    return !closing && !response.ended() && !response.closed();
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  /** JSON text has no line break of its own. */
  @Override
  public void write(Frame frame) {
    var id = frame.point().isEmpty() ? "" : "id: " + frame.point() + "\n";
    response
        .write(id + "event: " + frame.type() + "\ndata: " + frame.text() + "\n\n")
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("frame not sent"));
  }

  @Override
  public void close(CloseCode code, String reason) {
    if (!isOpen()) {
      return;
    }
    closing = true;
    if (code == CloseCode.TOO_SLOW) {
      wire.cut();
    } else {
      response.end().onFailure(gone -> LOG.atDebug().setCause(gone).log("stream not ended"));
    }
  }

  @Override
  public void cut() {
    wire.cut();
  }

  /** TCP alone tells: a bookmark that no one takes fills the queue and runs into the stall. */
  @Override
  public void ping() {}

  @Override
  public void onDrain(Runnable then) {
    response.drainHandler(drained -> then.run());
  }

  @Override
  public void onClose(Runnable then) {
    response.closeHandler(closed -> then.run());
    response.endHandler(ended -> then.run());
  }
}

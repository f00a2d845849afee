// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Problem;
import io.firmcast.stream.view.Backlog;
import io.firmcast.stream.view.Delta;
import io.firmcast.stream.view.Filter;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's way through the feed: the snapshot page by page, then each delta. As long as its
 * socket takes no more, what it still has to hear waits in a {@link Backlog}; a page of the
 * snapshot is made only when it can be sent. Confined to the socket's context.
 */
final class FeedClient {
  private static final Logger LOG = LoggerFactory.getLogger(FeedClient.class);
  private static final short POLICY_VIOLATION = 1008;
  private static final short GOING_AWAY = 1001;
  private static final short TOO_LARGE = 1009;
  private static final short TOO_SLOW = 4008;
  private static final long CUT_OFF_MILLIS = 3000;
  private static final int TOLERATED_MESSAGES = 8;
  private static final long NO_TIMER = -1;

  private final Backlog backlog = new Backlog();
  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final Wire wire;
  private final StatusView view;
  private final Filter filter;
  private final FeedLimits limits;
  private @Nullable DeviceId snapshotReached;
  private boolean snapshotDone;
  private long snapshotSeq;
  private long newestSeq;
  private long toldSeq;
  private long stallTimer = NO_TIMER;
  private boolean pongIsOwed;
  private int messages;
  private boolean closing;

  FeedClient(
      Vertx vertx,
      ServerWebSocket socket,
      Wire wire,
      StatusView view,
      Filter filter,
      FeedLimits limits) {
    this.vertx = vertx;
    this.wire = wire;
    this.socket = socket;
    this.view = view;
    this.filter = filter;
    this.limits = limits;
    socket.setWriteQueueMaxSize(limits.writeQueueBytes());
    socket.drainHandler(drained -> drained());
    socket.pongHandler(pong -> pongIsOwed = false);
    socket.textMessageHandler(text -> unexpected());
    socket.binaryMessageHandler(bytes -> unexpected());
    socket.exceptionHandler(this::broken);
  }

  Filter filter() {
    return filter;
  }

  void begin(String hello) {
    snapshotSeq = view.seq();
    newestSeq = snapshotSeq;
    toldSeq = snapshotSeq;
    write(hello);
    pump();
  }

  /**
   * News of the fleet.
   *
   * @param whole the frame for a client without a filter, made once for all of them
   */
  void offer(Delta delta, Supplier<String> whole) {
    newestSeq = delta.seq();
    if (snapshotDone && backlog.isEmpty() && takesMore()) {
      tell(delta, whole);
      return;
    }
    delta.concerning(filter).stream().filter(this::isPast).forEach(backlog::add);
    pump();
  }

  /** A sign of life; a client that is behind has enough to read already. */
  void bookmark(long pollIntervalMs, boolean stale) {
    if (snapshotDone && backlog.isEmpty() && takesMore()) {
      toldSeq = newestSeq;
      write(Frames.bookmark(toldSeq, pollIntervalMs, stale));
    }
  }

  void ping() {
    if (!isOpen()) {
      return;
    }
    if (pongIsOwed) {
      close(GOING_AWAY, "no pong");
      return;
    }
    pongIsOwed = true;
    socket
        .writePing(Buffer.buffer())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("ping not sent"));
  }

  void refuse(Problem problem) {
    write(Frames.error(problem.code(), problem.toJson().getString("detail")));
    close(POLICY_VIOLATION, problem.code());
  }

  void goAway() {
    close(GOING_AWAY, "the service stops");
  }

  void cut() {
    wire.cut();
  }

  /** Calls once when the socket is closed, whoever did it. */
  void onClose(Runnable then) {
    socket.closeHandler(
        closed -> {
          cancelStall();
          then.run();
        });
  }

  private void tell(Delta delta, Supplier<String> whole) {
    if (filter.equals(Filter.EVERYTHING)) {
      toldSeq = newestSeq;
      write(whole.get());
      return;
    }
    var items = delta.concerning(filter);
    if (!items.isEmpty()) {
      toldSeq = newestSeq;
      write(Frames.delta(toldSeq, items));
    }
  }

  /** Of a device that the snapshot has not come to yet, a later page tells. */
  private boolean isPast(StatusChanged change) {
    return snapshotDone
        || (snapshotReached != null && change.deviceId().compareTo(snapshotReached) <= 0);
  }

  private void pump() {
    while (takesMore() && !(snapshotDone && backlog.isEmpty())) {
      if (snapshotDone) {
        tellBacklog();
      } else {
        tellPage();
      }
    }
    if (stallTimer == NO_TIMER && isOpen() && socket.writeQueueFull()) {
      stallTimer =
          vertx.setTimer(limits.stall().toMillis(), late -> close(TOO_SLOW, "reader too slow"));
    }
  }

  private void tellPage() {
    var page = view.page(filter, snapshotReached, FeedLimits.ITEMS_PER_FRAME);
    write(Frames.snapshot(page.items(), snapshotSeq, page.last()));
    snapshotDone = page.last();
    if (!page.items().isEmpty()) {
      snapshotReached = page.items().get(page.items().size() - 1).deviceId();
    }
  }

  /** Only with the last of the backlog has the client heard everything up to the newest seq. */
  private void tellBacklog() {
    List<StatusChanged> items = backlog.take(FeedLimits.ITEMS_PER_FRAME);
    if (backlog.isEmpty()) {
      toldSeq = newestSeq;
    }
    write(Frames.delta(toldSeq, items));
  }

  private void drained() {
    cancelStall();
    pump();
  }

  private void cancelStall() {
    if (stallTimer != NO_TIMER) {
      vertx.cancelTimer(stallTimer);
      stallTimer = NO_TIMER;
    }
  }

  /** There is nothing to say to this feed yet; who goes on talking is let go. */
  private void unexpected() {
    if (++messages > TOLERATED_MESSAGES) {
      close(POLICY_VIOLATION, "too many messages");
    } else if (takesMore()) {
      write(Frames.error("unexpected-message", "This feed takes no messages."));
    }
  }

  /** Vert.x tells of a message over the limit in this way only, and drops it; a cut, likewise. */
  private void broken(Throwable why) {
    LOG.atDebug().setCause(why).log("feed client broke off");
    close(TOO_LARGE, "message too large");
  }

  /** A closed socket does not even say whether it is full. */
  private boolean takesMore() {
    return isOpen() && !socket.writeQueueFull();
  }

  private boolean isOpen() {
    return !closing && !socket.isClosed();
  }

  private void write(String frame) {
    socket
        .writeTextMessage(frame)
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("frame not sent"));
  }

  /** Who does not answer the close frame, perhaps because he does not read it, is cut off. */
  private void close(short code, String reason) {
    if (!isOpen()) {
      return;
    }
    closing = true;
    cancelStall();
    wire.sayClose(code, reason);
    vertx.setTimer(CUT_OFF_MILLIS, late -> wire.cut());
  }
}

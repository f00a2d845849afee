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
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client's way through the feed: what it missed, or the snapshot page by page, then each delta.
 * As long as its connection takes no more, what it still has to hear waits in a {@link Backlog};
 * pages, and what was missed, are made only when they can be sent. Confined to one context.
 */
final class FeedClient {
  private static final long NO_TIMER = -1;

  /** Where the client is. */
  private enum Stage {
    SNAPSHOT,
    MISSED,
    LIVE
  }

  private final Backlog backlog = new Backlog();
  private final Vertx vertx;
  private final Outlet outlet;
  private final StatusView view;
  private final Frames frames;
  private final Signs signs;
  private final Duration stall;
  private Filter filter;
  private Stage stage = Stage.SNAPSHOT;
  private @Nullable DeviceId reached;
  private boolean firstPage;
  private @Nullable String snapshotId;
  private long snapshotSeq;
  private long toldSeq;
  private long stallTimer = NO_TIMER;

  FeedClient(
      Vertx vertx, Outlet outlet, StatusView view, Signs signs, Duration stall, Filter filter) {
    this.vertx = vertx;
    this.outlet = outlet;
    this.view = view;
    this.frames = signs.frames();
    this.signs = signs;
    this.stall = stall;
    this.filter = filter;
    outlet.onDrain(this::drained);
  }

  Filter filter() {
    return filter;
  }

  Outlet outlet() {
    return outlet;
  }

  /**
   * Greets the client and tells what it has to hear.
   *
   * @param from up to where it has heard everything; null for one that has nothing
   */
  void begin(@Nullable ResumePoint from) {
    toldSeq = view.seq();
    outlet.write(signs.hello(toldSeq));
    if (from == null) {
      startSnapshot();
    } else if (!from.epoch().equals(view.epoch())) {
      startOver("epoch");
    } else if (!view.remembersAfter(from.seq())) {
      startOver("expired");
    } else {
      stage = Stage.MISSED;
      toldSeq = from.seq();
    }
    pump();
  }

  /**
   * From now on the client sees this, beginning with a snapshot of it.
   *
   * @param id that the snapshot's pages carry; null for none
   */
  void show(Filter other, @Nullable String id) {
    filter = other;
    snapshotId = id;
    startSnapshot();
    pump();
  }

  /**
   * News of the fleet.
   *
   * @param whole the frame for a client without a filter, made once for all of them
   */
  void offer(Delta delta, Supplier<Frame> whole) {
    if (stage == Stage.LIVE && backlog.isEmpty() && takesMore()) {
      tell(delta, whole);
      return;
    }
    if (stage != Stage.MISSED) {
      delta.concerning(filter).stream().filter(this::isPast).forEach(backlog::add);
    }
    pump();
  }

  /** A sign of life; a client that is behind has enough to read already. */
  void bookmark() {
    if (stage == Stage.LIVE && backlog.isEmpty() && takesMore()) {
      toldSeq = view.seq();
      outlet.write(signs.bookmark(toldSeq));
    }
  }

  void complain(Problem problem) {
    if (takesMore()) {
      outlet.write(frames.error(problem));
    }
  }

  /** Calls once when the connection has ended, whoever did it. */
  void onClose(Runnable then) {
    outlet.onClose(
        () -> {
          cancelStall();
          then.run();
        });
  }

  private void startOver(String reason) {
    outlet.write(frames.gone(reason));
    startSnapshot();
  }

  private void startSnapshot() {
    stage = Stage.SNAPSHOT;
    backlog.clear();
    reached = null;
    firstPage = true;
    snapshotSeq = view.seq();
    toldSeq = snapshotSeq;
  }

  private void tell(Delta delta, Supplier<Frame> whole) {
    if (filter.equals(Filter.EVERYTHING)) {
      toldSeq = delta.seq();
      outlet.write(whole.get());
      return;
    }
    tell(delta.concerning(filter), delta.seq());
  }

  private void tell(List<StatusChanged> items, long seq) {
    toldSeq = seq;
    if (!items.isEmpty()) {
      outlet.write(frames.delta(seq, items, filter));
    }
  }

  /** Of a device that the snapshot has not come to yet, a later page tells. */
  private boolean isPast(StatusChanged change) {
    return stage == Stage.LIVE || (reached != null && change.deviceId().compareTo(reached) <= 0);
  }

  private void pump() {
    while (takesMore() && !(stage == Stage.LIVE && backlog.isEmpty())) {
      switch (stage) {
        case SNAPSHOT -> tellPage();
        case MISSED -> tellMissed();
        case LIVE -> tellBacklog();
      }
    }
    if (stallTimer == NO_TIMER && outlet.isOpen() && outlet.isFull()) {
      stallTimer =
          vertx.setTimer(
              stall.toMillis(), late -> outlet.close(CloseCode.TOO_SLOW, "reader too slow"));
    }
  }

  private void tellPage() {
    var page = view.page(filter, reached, FeedLimits.ITEMS_PER_FRAME);
    outlet.write(frames.snapshot(page, snapshotSeq, firstPage, snapshotId));
    firstPage = false;
    stage = page.last() ? Stage.LIVE : Stage.SNAPSHOT;
    if (!page.items().isEmpty()) {
      reached = page.items().get(page.items().size() - 1).deviceId();
    }
  }

  /** Each change that it missed, none left out; while it reads, the past may run away from it. */
  private void tellMissed() {
    if (!view.remembersAfter(toldSeq)) {
      startOver("overtaken");
      return;
    }
    var missed = view.after(toldSeq, FeedLimits.ITEMS_PER_FRAME);
    tell(missed.concerning(filter), missed.seq());
    if (toldSeq == view.seq()) {
      stage = Stage.LIVE;
      bookmark();
    }
  }

  /** Only with the last of the backlog has the client heard everything up to the newest seq. */
  private void tellBacklog() {
    var items = backlog.take(FeedLimits.ITEMS_PER_FRAME);
    tell(items, backlog.isEmpty() ? view.seq() : toldSeq);
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

  /** A closed connection does not even say whether it is full. */
  private boolean takesMore() {
    return outlet.isOpen() && !outlet.isFull();
  }
}

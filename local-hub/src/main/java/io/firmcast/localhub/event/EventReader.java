// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import io.vertx.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One reader of the feed. It pulls from the ring at its own pace, on its own context, so that a
 * slow one costs the hub and the other readers nothing, until the ring overtakes it.
 */
public final class EventReader {

  private static final int BATCH = 64;

  private final EventFeed feed;
  private final Context context;
  private final Set<Source> sources;
  private final EventListener listener;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile boolean closed;
  // Confined to the context.
  private long read;

  EventReader(
      EventFeed feed, Context context, long read, Set<Source> sources, EventListener listener) {
    this.feed = feed;
    this.context = context;
    this.read = read;
    this.sources = Set.copyOf(sources);
    this.listener = listener;
  }

  /** Goes on after the listener was full; callable from any thread. */
  public void resume() {
    if (!closed && awake.compareAndSet(false, true)) {
      context.runOnContext(turn -> pull());
    }
  }

  /** Ends the reading; an event that is being told at this moment may still arrive. */
  public void close() {
    closed = true;
    feed.forget(this);
  }

  private void pull() {
    awake.set(false);
    if (closed || listener.full()) {
      return;
    }
    Optional<List<HubEvent>> batch = feed.entries(read, BATCH);
    if (batch.isEmpty()) {
      close();
      listener.gone(feed.newest());
      return;
    }
    for (var event : batch.get()) {
      if (closed || listener.full()) {
        return;
      }
      read = event.sequence();
      if (sources.contains(event.source())) {
        listener.happened(event);
      }
    }
    // One batch a turn: others wait on this context, too.
    if (batch.get().size() == BATCH) {
      resume();
    }
  }
}

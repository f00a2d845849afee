// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Hub;
import io.firmcast.hub.QueryPage;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for devices that changed while nobody read them. It only discovers: a query may be minutes
 * behind, so whatever it shows is read again by get-twin. "Since the last sweep" is measured by the
 * hub's own stamps; the two clocks need not agree. Confined to the context that started it.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final int PAGE = 100;

  private final Map<DeviceId, String> rows = new HashMap<>();
  private final Set<DeviceId> met = new HashSet<>();
  private final Vertx vertx;
  private final Hub hub;
  private final Pace pace;
  private final Clock clock;
  private final HubHealth health;
  private final Memory memory;
  private final Backoff backoff;
  private final Consumer<DeviceId> discovered;
  private Instant lastFull = Instant.MIN;
  private @Nullable Instant newest;
  private boolean stopped;
  private int failures;

  Sweep(
      Vertx vertx,
      Hub hub,
      Pace pace,
      Clock clock,
      HubHealth health,
      Memory memory,
      Backoff backoff,
      Consumer<DeviceId> discovered) {
    this.vertx = vertx;
    this.hub = hub;
    this.pace = pace;
    this.clock = clock;
    this.health = health;
    this.memory = memory;
    this.backoff = backoff;
    this.discovered = discovered;
  }

  void start() {
    var since = newest;
    var now = clock.instant();
    if (since == null || !now.isBefore(fullIsDue())) {
      met.clear();
      ask(SweepQuery.everything(), null, () -> everythingWasMet(now));
    } else {
      ask(SweepQuery.changedSince(since.minus(pace.overlap())), null, this::again);
    }
  }

  void stop() {
    stopped = true;
  }

  /** Something may have been missed: the next sweep is for everything. */
  void soonAll() {
    lastFull = Instant.MIN;
  }

  /** One page after the other; a page that fails is asked for again until the hub gives it. */
  private void ask(String query, @Nullable String continuation, Runnable atEnd) {
    Future.succeededFuture()
        .compose(asked -> hub.query(query, PAGE, continuation))
        .compose(
            page ->
                Future.succeededFuture(page)
                    .map(answer -> goOn(answer, query, atEnd))
                    .onFailure(Sweep::sayThatItBroke),
            failure -> {
              health.failed(failure);
              return Future.failedFuture(failure);
            })
        .onFailure(failure -> retry(failure, () -> ask(query, continuation, atEnd)));
  }

  private boolean goOn(QueryPage page, String query, Runnable atEnd) {
    health.succeeded();
    page.rows().stream().map(SweepQuery::row).forEach(this::compare);
    var next = page.continuation();
    if (next == null) {
      atEnd.run();
    } else {
      // Not at once: a hub in memory answers within the call, page upon page.
      later(Duration.ofMillis(1), () -> ask(query, next, atEnd));
    }
    failures = 0;
    return true;
  }

  /** The fault is this service's own, and the hub's health is not to suffer for it. */
  private static void sayThatItBroke(Throwable fault) {
    LOG.atError().setCause(fault).log("sweep broke off, trying again");
  }

  private void compare(SweepQuery.@Nullable Row row) {
    if (row == null) {
      return;
    }
    met.add(row.device());
    var stamp = row.lastUpdated();
    if (stamp != null && (newest == null || stamp.isAfter(newest))) {
      newest = stamp;
    }
    if (!row.text().equals(rows.get(row.device()))) {
      discovered.accept(row.device());
      rows.put(row.device(), row.text());
    }
  }

  /** Whom a query for everything does not show may be deleted, or not be in the index yet. */
  private void everythingWasMet(Instant began) {
    lastFull = began;
    rows.keySet().retainAll(met);
    memory.known().stream().filter(device -> !met.contains(device)).toList().forEach(discovered);
    met.clear();
    again();
  }

  private void again() {
    met.clear();
    later(pace.sweep(), this::start);
  }

  private void retry(Throwable failure, Runnable page) {
    if (stopped) {
      return;
    }
    LOG.atDebug().addKeyValue("reason", failure.getMessage()).log("sweep failed");
    // A continuation may have grown too old to be taken: then from the start.
    var fromTheStart = ++failures % 5 == 0;
    later(Duration.ofMillis(backoff.delayMillis(failures)), fromTheStart ? this::start : page);
  }

  private void later(Duration delay, Runnable then) {
    vertx.setTimer(
        Math.max(1, delay.toMillis()),
        timer -> {
          if (!stopped) {
            then.run();
          }
        });
  }

  private Instant fullIsDue() {
    return lastFull.equals(Instant.MIN) ? Instant.MIN : lastFull.plus(pace.fullSweep());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Twin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads twins: those of the active devices round by round, others once where asked to. A round
 * begins a poll interval after the one before began, but not before all of that one's readings were
 * sent: with more to read than the hub answers in time, every device is read less often, evenly,
 * and nothing piles up. Confined to the context that started it.
 */
final class TwinReader {
  private static final Logger LOG = LoggerFactory.getLogger(TwinReader.class);

  /** So many failures in a row, while others are read, are the device's own. */
  private static final int UNREADABLE = 5;

  private final ReadQueue queue = new ReadQueue();
  private final Vertx vertx;
  private final Hub hub;
  private final Pace pace;
  private final Clock clock;
  private final Memory memory;
  private final ActiveDevices active;
  private final HubHealth health;
  private final Retries retries;
  private final Quarantine quarantine;
  private final Teller teller;
  private Instant roundBegan;
  private Duration lastRound;
  private boolean asking;
  private boolean stopped;
  private boolean nextRoundSet;
  private boolean pauseSet;

  TwinReader(
      Vertx vertx,
      Hub hub,
      Pace pace,
      Clock clock,
      Memory memory,
      ActiveDevices active,
      HubHealth health,
      Retries retries,
      Quarantine quarantine,
      Teller teller) {
    this.vertx = vertx;
    this.hub = hub;
    this.pace = pace;
    this.clock = clock;
    this.memory = memory;
    this.active = active;
    this.health = health;
    this.retries = retries;
    this.quarantine = quarantine;
    this.teller = teller;
    this.roundBegan = clock.instant();
    this.lastRound = pace.poll();
  }

  void start() {
    round();
  }

  /** Asks nothing more; calls under way end without effect. */
  void stop() {
    stopped = true;
  }

  /** Reads a device at once, before its round. */
  void readNow(DeviceId device) {
    queue.first(device);
    ask();
  }

  /** Reads a device once, when there is room. */
  void readOnce(DeviceId device) {
    queue.once(device);
    ask();
  }

  /** How far apart two readings of an active device are at present. */
  Duration interval() {
    return queue.roundIsOver() ? lastRound : longer(lastRound, sinceRoundBegan());
  }

  private void round() {
    roundBegan = clock.instant();
    nextRoundSet = false;
    queue.round(active.now().stream().filter(retries::mayRead).toList());
    retries.due().stream().filter(device -> !active.contains(device)).forEach(queue::once);
    ask();
  }

  /** Sends as many readings as may be under way. A hub in memory answers at once: no recursion. */
  private void ask() {
    if (asking || stopped) {
      return;
    }
    asking = true;
    while (queue.inFlight() < permits() && health.pauseMillis() == 0) {
      var device = queue.take();
      if (device == null) {
        break;
      }
      read(device);
    }
    asking = false;
    continueLater();
  }

  private int permits() {
    return health.isBackingOff() ? 1 : pace.readsInFlight();
  }

  private void continueLater() {
    if (!queue.roundIsOver()) {
      askAfterPause();
    } else if (!nextRoundSet) {
      nextRoundSet = true;
      lastRound = longer(pace.poll(), sinceRoundBegan());
      later(lastRound.minus(sinceRoundBegan()).toMillis(), this::round);
    }
  }

  /** The next answer goes on, but while the hub is spared none may be under way. */
  private void askAfterPause() {
    if (health.isBackingOff() && !pauseSet) {
      pauseSet = true;
      later(
          health.pauseMillis(),
          () -> {
            pauseSet = false;
            ask();
          });
    }
  }

  private void later(long millis, Runnable then) {
    vertx.setTimer(
        Math.max(1, millis),
        timer -> {
          if (!stopped) {
            then.run();
          }
        });
  }

  private Duration sinceRoundBegan() {
    return Duration.between(roundBegan, clock.instant());
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private void read(DeviceId device) {
    Future.succeededFuture()
        .compose(asked -> hub.twin(device))
        .compose(
            twin -> Future.succeededFuture(took(twin)),
            failure -> Future.succeededFuture(failed(device, failure)))
        .onFailure(fault -> broke(device, fault))
        .onComplete(
            done -> {
              queue.done(device);
              ask();
            });
  }

  private boolean took(Twin twin) {
    var device = twin.deviceId();
    if (stopped) {
      return false;
    }
    retries.settled(device);
    health.succeeded();
    teller.tell(device, memory.observe(twin));
    if (memory.doubts(device)) {
      queue.once(device);
    }
    return true;
  }

  private boolean failed(DeviceId device, Throwable failure) {
    if (stopped) {
      return false;
    }
    health.failed(failure);
    if (failure instanceof HubException answer
        && answer.reason() == HubException.Reason.DEVICE_NOT_FOUND) {
      retries.settled(device);
      teller.tell(device, memory.forget(device));
      if (!active.contains(device)) {
        return false;
      }
    }
    retries.failed(device);
    if (retries.attempts(device) >= UNREADABLE && !health.isBackingOff()) {
      quarantine.admit(device, "twin cannot be read: " + failure.getMessage());
    }
    LOG.atDebug()
        .addKeyValue("deviceId", device)
        .addKeyValue("reason", failure.getMessage())
        .log("twin not read");
    return false;
  }

  /** The fault is this service's own: the hub is as well as before, and the device comes again. */
  private void broke(DeviceId device, Throwable fault) {
    retries.failed(device);
    LOG.atError().addKeyValue("deviceId", device).setCause(fault).log("twin not taken in");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.hub.HubException;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rollouts as their logs make them, for whoever only looks. A few are remembered, so that the next
 * look reads no more than what has come since. One look at a time, and not many wait: each may read
 * a log of a million lines. Confined to one context.
 */
final class Replays {
  private static final int PAGE = 5_000;
  private static final int REMEMBERED = 4;
  private static final int WAITING = 16;

  /** So many devices, of all that are remembered, take about 200 MB. */
  private static final int MOST_DEVICES = 1_000_000;

  private final RolloutStore store;
  private final Engine engine;
  private final DecisionLog log;
  private final Map<Key, Replay> remembered = new LinkedHashMap<>(8, 0.75f, true);
  private final Lane turn = new Lane(1);
  private int waiting;

  /** One as it is now, and one as it was at some time, are remembered apart. */
  private record Key(RolloutId id, boolean past) {}

  /** So far as it was replayed. */
  private static final class Replay {
    final Rollout rollout;
    long seq;
    Instant last = Instant.MIN;
    int devices;

    Replay(RolloutId id) {
      rollout = new Rollout(id);
    }
  }

  Replays(RolloutStore store, Engine engine, DecisionLog log) {
    this.store = store;
    this.engine = engine;
    this.log = log;
  }

  /**
   * Looks at a rollout. Fails with a {@link HubException} of {@code OVERLOADED} where too many want
   * to.
   *
   * @param until of the log; null for all of it
   */
  <T> Future<T> see(RolloutId id, @Nullable Instant until, Function<Rollout, T> look) {
    if (waiting >= WAITING) {
      return Future.failedFuture(
          new HubException(HubException.Reason.OVERLOADED, "too many look at rollouts"));
    }
    waiting++;
    return turn.call(() -> seeAlone(id, until, look)).onComplete(seen -> waiting--);
  }

  private <T> Future<T> seeAlone(RolloutId id, @Nullable Instant until, Function<Rollout, T> look) {
    var key = new Key(id, until != null);
    // What is half replayed after a failure is not used again.
    var known = remembered.remove(key);
    var begun =
        known == null || (until != null && known.last.isAfter(until)) ? new Replay(id) : known;
    return extended(begun, until)
        .compose(
            replay ->
                engine.call(
                    () -> {
                      var seen = look.apply(replay.rollout);
                      replay.devices = replay.rollout.view().devices();
                      return seen;
                    }))
        .onSuccess(seen -> remember(key, begun));
  }

  private Future<Replay> extended(Replay replay, @Nullable Instant until) {
    return store
        .log(replay.rollout.view().id().value(), replay.seq, PAGE)
        .compose(
            page -> {
              var lines = until == null ? page : before(page, until);
              return lines.isEmpty()
                  ? Future.succeededFuture(replay)
                  : engine
                      .call(() -> take(replay, lines))
                      .compose(
                          further ->
                              lines.size() == PAGE
                                  ? extended(further, until)
                                  : Future.succeededFuture(further));
            });
  }

  private Replay take(Replay replay, List<LogLine> lines) {
    log.replay(replay.rollout, lines);
    var last = lines.get(lines.size() - 1);
    replay.seq = last.seq();
    replay.last = last.at();
    return replay;
  }

  private void remember(Key key, Replay replay) {
    remembered.put(key, replay);
    var eldest = remembered.keySet().iterator();
    while (remembered.size() > REMEMBERED || (remembered.size() > 1 && devices() > MOST_DEVICES)) {
      eldest.next();
      eldest.remove();
    }
  }

  private int devices() {
    return remembered.values().stream().mapToInt(replay -> replay.devices).sum();
  }

  /**
   * A log is in the order of its numbers, and times may be equal or, after a clock's jump, less.
   */
  private static List<LogLine> before(List<LogLine> lines, Instant until) {
    return lines.stream().takeWhile(line -> !line.at().isAfter(until)).toList();
  }
}

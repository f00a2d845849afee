// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import io.firmcast.orchestrator.drive.DecisionLog;
import io.firmcast.orchestrator.rollout.whatif.Learning;
import io.firmcast.orchestrator.store.ForecastStore;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/**
 * How devices behaved in the latest rollouts that are over. What is over does not change, so it is
 * read again only after another one has ended. Confined to one context.
 */
final class Experiences {
  private static final int ROLLOUTS = 5;
  private static final int PAGE = 5_000;

  /** Of each; the beginning of a long log says as much as all of it. */
  private static final int LINES = 20_000;

  private final Vertx vertx;
  private final RolloutStore store;
  private final ForecastStore forecasts;
  private final DecisionLog log;
  private List<String> known = List.of();
  private Learning learned = new Learning();

  Experiences(Vertx vertx, RolloutStore store, ForecastStore forecasts, DecisionLog log) {
    this.vertx = vertx;
    this.store = store;
    this.forecasts = forecasts;
    this.log = log;
  }

  /** Empty where too few devices have come to an end. */
  Future<Optional<Learning>> latest() {
    return forecasts
        .latestOver(ROLLOUTS)
        .compose(ids -> ids.equals(known) ? Future.succeededFuture(learned) : learn(ids))
        .map(it -> it.isEnough() ? Optional.of(it) : Optional.empty());
  }

  private Future<Learning> learn(List<String> ids) {
    var fresh = new Learning();
    Future<Void> read = Future.succeededFuture();
    for (var id : ids) {
      read =
          read.compose(
              before -> {
                fresh.begin();
                return read(id, 0, fresh);
              });
    }
    return read.map(
        all -> {
          known = ids;
          learned = fresh;
          return fresh;
        });
  }

  private Future<Void> read(String id, long after, Learning learning) {
    return store
        .log(id, after, PAGE)
        .compose(
            page -> {
              var last = after + page.size();
              return vertx
                  .executeBlocking(() -> take(page, learning))
                  .compose(
                      taken ->
                          page.size() == PAGE && last < LINES
                              ? read(id, page.get(PAGE - 1).seq(), learning)
                              : Future.succeededFuture());
            });
  }

  private Learning take(List<LogLine> page, Learning learning) {
    page.forEach(line -> learning.take(log.event(line), line.at()));
    return learning;
  }
}

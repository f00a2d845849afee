// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.follow;

import io.firmcast.contract.StatusChanged;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.store.Ledger;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds what the status stream publishes into updates. It is only a hint that comes early: what is
 * lost here is found by {@link Reconciliation}.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Events.class);

  private final Ledger ledger;
  private final Clock clock;
  private final Predicate<StatusChanged> isOthers;
  private final Set<Future<?>> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param isOthers whether somebody else takes a change in: the store is not asked about it, which
   *     thousands of devices in a rollout would keep busy
   */
  public Events(Ledger ledger, Clock clock, Predicate<StatusChanged> isOthers) {
    this.ledger = ledger;
    this.clock = clock;
    this.isOthers = isOthers;
  }

  /** Takes one change; of an update that we did not ask for, or of none, nothing is kept. */
  public void fold(StatusChanged change) {
    var id = change.updateId();
    if (id == null || isOthers.test(change)) {
      return;
    }
    var folding = ledger.change(id, update -> seen(update, change));
    underWay.add(folding);
    folding.onComplete(kept -> underWay.remove(folding));
    folding.onFailure(
        failure ->
            LOG.atWarn()
                .addKeyValue("updateId", id)
                .addKeyValue("reason", failure.getMessage())
                .addKeyValue("cause", String.valueOf(failure.getCause()))
                .log("status not kept; the next reading of the twin will"));
  }

  /** Ends when every change that was taken is kept, or could not be. */
  public Future<Void> settled() {
    return Future.join(List.copyOf(underWay)).<Void>mapEmpty().otherwiseEmpty();
  }

  private Update seen(Update update, StatusChanged change) {
    if (!update.device().equals(change.deviceId())) {
      LOG.atWarn()
          .addKeyValue("deviceId", change.deviceId())
          .addKeyValue("updateId", update.id())
          .log("device reports the update of another device");
      return update;
    }
    return Sighting.in(change, update.id())
        .map(sighting -> update.seen(sighting, clock.instant()))
        .orElse(update);
  }
}

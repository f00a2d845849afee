// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.follow;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Twin;
import io.firmcast.orchestrator.rollout.Deadlines;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.store.Ledger;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** Looks an update up where the truth is, in its device's twin, and keeps what stands there. */
public final class TwinReading {
  private final Hub hub;
  private final Ledger ledger;
  private final Deadlines deadlines;
  private final Clock clock;

  public TwinReading(Hub hub, Ledger ledger, Deadlines deadlines, Clock clock) {
    this.hub = hub;
    this.ledger = ledger;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  /**
   * The update as it is after its twin was read. Fails with a {@link HubException} where it could
   * not be, and with a {@link io.firmcast.orchestrator.store.StoreException}.
   */
  Future<Update> read(Update update) {
    return hub.twin(update.device())
        .map(twin -> sighting(twin, update))
        .recover(TwinReading::nothingOfADeviceThatIsGone)
        .compose(sighting -> ledger.change(update.id(), known -> settle(known, sighting)))
        .map(kept -> kept.orElse(update));
  }

  /** As {@link #read}, and the update as it was where the hub could not tell. */
  public Future<Update> readIfPossible(Update update) {
    return read(update)
        .recover(
            failure ->
                failure instanceof HubException
                    ? Future.succeededFuture(update)
                    : Future.failedFuture(failure));
  }

  private Update settle(Update known, Optional<Sighting> sighting) {
    var now = clock.instant();
    var seen = sighting.map(it -> known.seen(it, now)).orElse(known);
    return seen.revision() == known.revision() ? deadlines.enforce(known, now) : seen;
  }

  private static Optional<Sighting> sighting(Twin twin, Update update) {
    try {
      var reported = ReportedFirmware.fromReported(twin.reported());
      return Sighting.in(reported, twin.reportedVersion(), update.id());
    } catch (BadMessage nonsense) {
      return Optional.empty();
    }
  }

  private static Future<Optional<Sighting>> nothingOfADeviceThatIsGone(Throwable failure) {
    return failure instanceof HubException hub
            && hub.reason() == HubException.Reason.DEVICE_NOT_FOUND
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(failure);
  }
}

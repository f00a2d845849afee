// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.orchestrator.drive.DecisionLog;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.Views;
import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.rollout.whatif.DeviceModel;
import io.firmcast.orchestrator.rollout.whatif.HubSize;
import io.firmcast.orchestrator.rollout.whatif.Scene;
import io.firmcast.orchestrator.store.ForecastRow;
import io.firmcast.orchestrator.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be expected of rollouts, and what was when they were started. */
public final class Forecasts {
  private static final Logger LOG = LoggerFactory.getLogger(Forecasts.class);
  private static final Set<String> KNOWN = Set.of("devices", "hub", "runs", "seed");
  private static final long SEED = 1;

  /** So many devices are played in some seconds. */
  private static final int WORK = 300_000;

  private static final int MOST_RUNS = 50;

  /** While the rollout starts, which has better use for the processor. */
  private static final int WORK_AT_START = 50_000;

  private static final int MOST_RUNS_AT_START = 20;

  private final Rollouts rollouts;
  private final Stores stores;
  private final RolloutJson records;
  private final Rehearsals rehearsals;
  private final Experiences experiences;
  private final HubSize hub;
  private final Clock clock;

  /**
   * @param rates what this process may ask of its hub
   */
  public Forecasts(
      Vertx vertx,
      Rollouts rollouts,
      Stores stores,
      RolloutJson records,
      Rehearsals rehearsals,
      HubRates rates,
      Clock clock) {
    this.rollouts = rollouts;
    this.stores = stores;
    this.records = records;
    this.rehearsals = rehearsals;
    this.hub = new HubSize(rates.tier().name(), rates.units());
    this.clock = clock;
    this.experiences =
        new Experiences(vertx, stores.rollouts(), stores.forecasts(), new DecisionLog(records));
  }

  /**
   * What is taken for granted: what was asked for, else what was learned, else what is documented.
   * Fails with a {@link BadDefinition} whose pointers are below {@code /forecast}.
   */
  public Future<Assumptions> assumptions(JsonObject asked) {
    return experiences
        .latest()
        .map(
            learned ->
                new Assumptions(
                    learned.map(it -> it.model()).orElse(DeviceModel.DEFAULT),
                    hub,
                    null,
                    SEED,
                    learned.map(it -> it.experience()).orElse(null)))
        .map(usual -> merged(usual, asked));
  }

  /** Of a rollout with a plan, as if it were started now. */
  public Future<Outlook> of(RolloutId id, Assumptions assumed) {
    return rollouts
        .see(id, rollout -> scene(rollout, clock.instant()))
        .compose(scene -> of(scene, assumed));
  }

  /** Of any rollout. */
  public Future<Outlook> of(Scene scene, Assumptions assumed) {
    return rehearsed(scene, assumed.settled(scene.devices().size(), WORK, MOST_RUNS));
  }

  /** What a rehearsal has to know of a rollout. */
  public static Scene scene(Rollout rollout, Instant start) {
    return new Scene(
        rollout.view().id(), rollout.views().definition(), devices(rollout.views()), start);
  }

  /**
   * Makes a forecast of a rollout that starts, for later; where it cannot be made there is none.
   */
  public Future<Void> keep(RolloutId id) {
    var start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return assumptions(new JsonObject())
        .compose(assumed -> atStart(id, start, assumed))
        .compose(
            outlook ->
                stores
                    .forecasts()
                    .keep(new ForecastRow(id.value(), start, outlook.toJson(records).encode())))
        .onFailure(
            failure ->
                LOG.atInfo()
                    .addKeyValue("rolloutId", id)
                    .addKeyValue("reason", failure.getMessage())
                    .log("no forecast is kept of this rollout"))
        .otherwiseEmpty();
  }

  /** What was forecast when it was started, beside what came; empty where nothing was. */
  public Future<Optional<JsonObject>> kept(String id, JsonObject rollout) {
    return stores
        .forecasts()
        .find(id)
        .map(found -> found.map(row -> Beside.of(new JsonObject(row.forecast()), rollout)));
  }

  private Future<Outlook> atStart(RolloutId id, Instant start, Assumptions assumed) {
    return rollouts
        .see(id, rollout -> scene(rollout, start))
        .compose(
            scene ->
                rehearsed(
                    scene,
                    assumed.settled(scene.devices().size(), WORK_AT_START, MOST_RUNS_AT_START)));
  }

  private Future<Outlook> rehearsed(Scene scene, Assumptions assumed) {
    return rehearsals
        .rehearse(scene, assumed)
        .map(forecast -> new Outlook(forecast, assumed, scene.start()));
  }

  private Assumptions merged(Assumptions usual, JsonObject asked) {
    var flaws = new ArrayList<Flaw>();
    for (var name : asked.fieldNames()) {
      if (!KNOWN.contains(name)) {
        flaws.add(new Flaw("/" + name, "is not known here: devices, hub, runs, seed are"));
      }
    }
    try {
      if (flaws.isEmpty()) {
        return records.read(Assumptions.class, records.write(usual).mergeIn(asked, true));
      }
    } catch (BadDefinition bad) {
      flaws.addAll(bad.flaws());
    }
    throw new BadDefinition(flaws.stream().map(flaw -> flaw.below("forecast")).toList());
  }

  private static List<DeviceId> devices(Views views) {
    var devices = new ArrayList<DeviceId>();
    views.forEachDevice(device -> devices.add(device.device()));
    return devices;
  }
}

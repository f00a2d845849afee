// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.engine.TimeEvent;
import io.firmcast.orchestrator.rollout.engine.WaveState;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One rollout on a virtual clock, from its approval to its end. */
public final class WhatIf {
  private static final By MODEL = By.of("what-if");
  private static final int PART = 100_000;
  private static final Duration LONGEST = Duration.ofDays(400);

  private final Timeline time;
  private final long begin;
  private final Rollout rollout;
  private final RolloutDefinition definition;
  private final DeviceModel model;
  private final Rehearsal rehearsal;
  private final List<Duration> waves = new ArrayList<>();
  private @Nullable RolloutState end;
  private long wakeAt;

  private WhatIf(Scene scene, HubTier tier, DeviceModel model, long seed) {
    this.definition = scene.definition();
    this.model = model;
    begin = scene.start().toEpochMilli();
    time = new Timeline(begin);
    rollout = new Rollout(scene.id());
    rehearsal = new Rehearsal(time, tier, model, seed, definition.firmware().version(), this::send);
  }

  /**
   * Rehearses it once; the same arguments give the same run.
   *
   * @param stop asked again and again whether nobody wants it any more
   * @throws CancellationException when nobody does
   */
  public static Run run(
      Scene scene, HubTier tier, DeviceModel model, long seed, BooleanSupplier stop) {
    return new WhatIf(scene, tier, model, seed).play(scene.devices(), stop);
  }

  private Run play(List<DeviceId> devices, BooleanSupplier stop) {
    send(new OperatorEvent.Created(definition, MODEL));
    for (var from = 0; from == 0 || from < devices.size(); from += PART) {
      var to = Math.min(devices.size(), from + PART);
      send(
          new OperatorEvent.Planned(
              from / PART, to == devices.size(), devices.subList(from, to), MODEL));
    }
    var plan = rollout.view().plan();
    if (definition.approval() && plan != null) {
      approve(plan);
    }
    waves.addAll(Collections.nCopies(rollout.views().waves().size(), Duration.ofMillis(-1)));
    send(new OperatorEvent.Started(MODEL));
    var last = begin + LONGEST.toMillis();
    while (end == null && time.now() < last && time.step()) {
      if (stop.getAsBoolean()) {
        throw new CancellationException("the rehearsal was stopped");
      }
    }
    var how = end == null ? rollout.views().state() : end;
    return new Run(how, since(begin), waves, rehearsal.operations(), rollout.view());
  }

  private void approve(PlanHash plan) {
    send(new OperatorEvent.Approved(plan, MODEL));
  }

  private void send(RolloutEvent event) {
    for (var command : rollout.apply(event, Instant.ofEpochMilli(time.now()))) {
      if (command instanceof Command.WakeAt wish) {
        wake(wish.at().toEpochMilli());
      } else if (command instanceof Command.Announce announced) {
        hear(announced.decision());
      } else {
        rehearsal.carryOut(command);
      }
    }
  }

  private void wake(long at) {
    wakeAt = at;
    time.at(
        at,
        () -> {
          if (wakeAt == at) {
            send(new TimeEvent.Ticked());
          }
        });
  }

  private void hear(Decision decision) {
    if (decision instanceof Decision.RolloutIs is) {
      if (is.state().isOver()) {
        // A rollback that is through ends what errors have stopped.
        end = is.state();
      } else if (is.state() == RolloutState.PAUSED) {
        end = RolloutState.PAUSED;
      }
    } else if (decision instanceof Decision.WaveIs wave) {
      hear(wave);
    }
  }

  private void hear(Decision.WaveIs wave) {
    var index = wave.wave() - 1;
    if (wave.state() == WaveState.PASSED) {
      waves.set(index, since(begin));
    }
    var plans = definition.waves();
    if (wave.state() == WaveState.SOAKING && index < plans.size() && plans.get(index).gate()) {
      var opens = plans.get(index).soak().plus(model.personTakes()).toMillis();
      time.at(time.now() + opens, () -> send(new OperatorEvent.NextWave(MODEL)));
    }
  }

  private Duration since(long from) {
    return Duration.ofMillis(time.now() - from);
  }
}

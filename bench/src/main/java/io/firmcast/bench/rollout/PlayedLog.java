// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.Logged;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The log of a rollout whose devices all take the update on and get through it, step by step. */
final class PlayedLog {

  private static final By BENCH = By.of("bench");
  private static final List<FirmwareStatus> STEPS =
      List.of(FirmwareStatus.DOWNLOADING, FirmwareStatus.APPLYING, FirmwareStatus.COMPLETED);

  private final List<Logged> log = new ArrayList<>();
  private final Queue<DeviceEvent> coming = new ArrayDeque<>();
  private final Rollout rollout;
  private Instant now = Instant.EPOCH;

  private PlayedLog(RolloutId id) {
    rollout = new Rollout(id);
  }

  static List<Logged> of(RolloutId id, RolloutDefinition definition, List<DeviceId> devices) {
    var played = new PlayedLog(id);
    played.give(new OperatorEvent.Created(definition, BENCH));
    played.give(new OperatorEvent.Planned(0, true, devices, BENCH));
    played.give(new OperatorEvent.Started(BENCH));
    for (var next = played.coming.poll(); next != null; next = played.coming.poll()) {
      played.give(next);
    }
    if (!played.rollout.view().state().isOver()) {
      throw new IllegalStateException("stuck: " + played.rollout.view());
    }
    return played.log;
  }

  private void give(RolloutEvent event) {
    now = now.plusMillis(1);
    log.add(new Logged(log.size() + 1, now, event));
    for (var command : rollout.apply(event, now)) {
      if (command instanceof Command.CallMethod call) {
        coming.add(
            new DeviceEvent.Answered(
                call.device(), call.update(), FirmwareAnswer.started(call.update())));
        for (var step = 0; step < STEPS.size(); step++) {
          var seen = new Sighting(STEPS.get(step), step + 1, null, null);
          coming.add(new DeviceEvent.Reported(call.device(), call.update(), seen));
        }
      }
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Held;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Superseded;
import io.firmcast.orchestrator.rollout.plan.StableHash;
import io.firmcast.orchestrator.rollout.plan.Targets;

/** Devices that come late, leave, or are another rollout's. */
final class Membership {
  private final Core core;

  Membership(Core core) {
    this.core = core;
  }

  /** Into the wave that its hash would have put it in, or the current one where that has passed. */
  void join(DeviceId device) {
    var mayJoin = core.isDynamic() && core.planned && !core.state.isOver() && core.ending == null;
    if (!mayJoin
        || core.members.size() >= Targets.MOST
        || core.members.place(device) >= 0
        || core.definition.targets().exclude().contains(device)) {
      return;
    }
    var place = core.members.join(device);
    var hash = core.members.hash(place);
    // Hashes are evenly spread, so the share of them below this one is its share of the order.
    var order = (int) (StableHash.fraction(hash) * core.waves.ends().get(core.waves.count() - 1));
    var wave = Math.max(core.waves.waveOf(order), core.wave);
    core.fleet.add(wave, core.now);
    core.tally.joined(place, wave);
  }

  void take(int place, DeviceEvent event) {
    var state = core.fleet.state(place);
    if (state.isOver()) {
      return;
    }
    if (event instanceof DeviceEvent.Removed) {
      core.move(place, DeviceState.REMOVED);
    } else if (event instanceof Superseded superseded) {
      core.move(place, DeviceState.SUPERSEDED, Wait.NONE, superseded.newer().value());
      core.clear(place);
    } else if (event instanceof Held held && state == DeviceState.QUEUED) {
      core.move(place, DeviceState.WAITING, Wait.HELD, held.older().value());
    } else if (event instanceof DeviceEvent.Freed && core.fleet.waiting(place) == Wait.HELD) {
      core.move(place, DeviceState.QUEUED);
    }
  }
}

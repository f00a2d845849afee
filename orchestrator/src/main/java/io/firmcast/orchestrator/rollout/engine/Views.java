// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What can be seen of a rollout; each answer is a copy and stays as it is. */
public final class Views {
  private final Core core;
  private final Gates gates;
  private final Why why;

  Views(Core core, Gates gates, Starts starts, TimeLimits limits) {
    this.core = core;
    this.gates = gates;
    this.why = new Why(core, gates, starts, limits);
  }

  public RolloutDefinition definition() {
    return core.definition;
  }

  public RolloutState state() {
    return core.state;
  }

  RolloutView rollout(long events, @Nullable Instant wakeAt) {
    var counts = new EnumMap<DeviceState, Integer>(DeviceState.class);
    for (var state : DeviceState.values()) {
      if (core.tally.in(state) > 0) {
        counts.put(state, core.tally.in(state));
      }
    }
    return new RolloutView(
        core.id,
        core.state,
        core.reason,
        core.ending,
        events,
        core.fleet.size(),
        core.startedAt == 0 ? 0 : core.wave + 1,
        core.tally.inFlight(),
        core.tally.parked(),
        core.started,
        counts,
        waves(),
        core.pace,
        core.plan,
        core.approved,
        instant(core.startedAt),
        instant(core.endedAt),
        wakeAt);
  }

  public List<WaveView> waves() {
    return IntStream.range(0, core.progress.size()).mapToObj(this::wave).toList();
  }

  public Optional<DeviceView> device(DeviceId device) {
    var place = core.members.place(device);
    return place < 0 ? Optional.empty() : Optional.of(device(place));
  }

  /**
   * Devices in the order of the plan.
   *
   * @param from the first place that may be among them, from 0
   * @param most how many at most
   * @param state only those in it; null for all
   */
  public List<DeviceView> devices(int from, int most, @Nullable DeviceState state) {
    var found = new ArrayList<DeviceView>();
    for (var place = from; place < core.fleet.size() && found.size() < most; place++) {
      if (state == null || core.fleet.state(place) == state) {
        found.add(device(place));
      }
    }
    return found;
  }

  /** All devices, without a list of them. */
  public void forEachDevice(Consumer<DeviceView> visitor) {
    for (var place = 0; place < core.fleet.size(); place++) {
      visitor.accept(device(place));
    }
  }

  /** Devices whose twins may tell news: those in flight, and offline ones that were told. */
  public List<Watched> watched() {
    var found = new ArrayList<Watched>(core.tally.inFlight() + core.tally.parked());
    for (var place = 0; place < core.fleet.size(); place++) {
      var parked =
          core.fleet.state(place) == DeviceState.WAITING
              && core.fleet.waiting(place) == Wait.PARKED;
      if (parked || core.fleet.state(place).isInFlight()) {
        found.add(new Watched(core.members.device(place), core.update(place), parked));
      }
    }
    return found;
  }

  /**
   * A device that is to be looked at.
   *
   * @param parked whether it was offline when it was last tried, so that looking seldom will do
   */
  public record Watched(DeviceId device, UpdateId update, boolean parked) {}

  /** In one sentence, with the rule and the numbers; nothing for a device that is no member. */
  public Optional<String> why(DeviceId device) {
    var place = core.members.place(device);
    return place < 0 ? Optional.empty() : Optional.of(why.of(place));
  }

  private WaveView wave(int number) {
    var progress = core.progress.get(number);
    var plan = core.waves.plans().get(number);
    var soaks = progress.state == WaveState.SOAKING;
    return new WaveView(
        number + 1,
        plan.name(),
        progress.state,
        core.tally.size(number),
        core.tally.measured(number),
        core.tally.succeeded(number),
        progress.errors,
        core.tally.inFlight(number),
        core.tally.open(number),
        plan.success(),
        soaks ? instant(progress.soaksUntil) : null,
        instant(progress.passedAt),
        gates.isGated(number));
  }

  private DeviceView device(int place) {
    var next = core.fleet.timers.at(place);
    var attempt = core.fleet.attempt(place);
    return new DeviceView(
        core.members.device(place),
        place,
        core.fleet.wave(place) + 1,
        core.fleet.state(place),
        core.fleet.waiting(place),
        core.reasons.word(core.fleet.reason(place)),
        attempt == 0 ? null : core.update(place),
        attempt,
        Instant.ofEpochMilli(core.fleet.since(place)),
        next == Long.MAX_VALUE ? null : Instant.ofEpochMilli(next));
  }

  private static @Nullable Instant instant(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis);
  }
}

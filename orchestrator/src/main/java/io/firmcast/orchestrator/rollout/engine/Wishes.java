// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Approved;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Created;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.PaceChanged;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Planned;
import io.firmcast.orchestrator.rollout.plan.Members;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Waves;
import java.util.stream.Stream;

/** Fulfils what an operator wants, once it is known that it may be. */
final class Wishes {
  private final Core core;
  private final Gates gates;
  private final Endings endings;
  private final Operators operators;

  Wishes(Core core, Gates gates, Endings endings, Operators operators) {
    this.core = core;
    this.gates = gates;
    this.endings = endings;
    this.operators = operators;
  }

  void fulfil(OperatorEvent event) {
    var by = event.by().toString();
    if (event instanceof Created created) {
      core.created = true;
      core.definition = created.definition();
      core.pace = created.definition().pace();
    } else if (event instanceof Planned planned) {
      plan(planned);
    } else if (event instanceof Approved approved) {
      core.approved = approved.plan();
      core.become(RolloutState.DRAFT, "approved by " + by);
    } else if (event instanceof OperatorEvent.Denied) {
      core.become(RolloutState.DENIED, "denied by " + by);
    } else if (event instanceof OperatorEvent.Started) {
      start();
    } else if (event instanceof OperatorEvent.Paused) {
      endings.pause("paused by " + by);
    } else if (event instanceof OperatorEvent.Resumed) {
      resume();
    } else if (event instanceof OperatorEvent.Canceled) {
      endings.cancel("canceled by " + by);
    } else if (event instanceof OperatorEvent.Aborted) {
      endings.abort(RolloutState.ABORTED, "aborted by " + by);
    } else if (event instanceof OperatorEvent.RolledBack) {
      endings.rollBack("rolled back by " + by);
    } else if (event instanceof OperatorEvent.RetryFailed) {
      retryFailed();
    } else if (event instanceof OperatorEvent.NextWave) {
      nextWave(by);
    } else if (event instanceof PaceChanged changed) {
      change(changed.pace());
    }
  }

  /** Begins as soon as its time has come. */
  void begin() {
    if (core.state != RolloutState.SCHEDULED || core.now < startsAt()) {
      return;
    }
    core.startedAt = core.now;
    core.become(RolloutState.RUNNING, null);
    var first = 0;
    while (first < core.waves.count() - 1 && core.tally.size(first) == 0) {
      core.become(first, WaveState.SKIPPED, "no device");
      first++;
    }
    gates.open(first);
  }

  /** When its schedule lets it begin. */
  long startsAt() {
    var start = core.definition.schedule().start();
    return start == null ? 0 : start.toEpochMilli();
  }

  private void plan(Planned part) {
    core.parts.add(part.part(), part.devices());
    core.planned = false;
    core.plan = null;
    if (part.last()) {
      settle();
    } else if (core.state == RolloutState.AWAITING_APPROVAL) {
      core.become(RolloutState.DRAFT, "being planned");
    }
  }

  private void settle() {
    var members = Members.of(core.id, core.definition.targets(), core.parts.take());
    core.members = members;
    core.waves = Waves.of(core.definition.waves(), members.size());
    core.fleet = new Fleet(members.size());
    core.tally = new Tally(core.waves.count());
    for (var place = 0; place < members.size(); place++) {
      join(place, core.waves.waveOf(place));
    }
    core.progress = Stream.generate(WaveProgress::new).limit(core.waves.count()).toList();
    core.plan = PlanHash.of(core.id, core.definition, members);
    core.planned = true;
    if (core.definition.approval() && !operators.isApproved()) {
      core.become(RolloutState.AWAITING_APPROVAL, null);
    }
  }

  private void join(int place, int wave) {
    core.fleet.add(wave, core.now);
    core.tally.joined(place, wave);
  }

  private void start() {
    core.become(RolloutState.SCHEDULED, null);
    begin();
  }

  private void resume() {
    if (core.startedAt == 0) {
      core.become(RolloutState.SCHEDULED, null);
      return;
    }
    core.become(RolloutState.RUNNING, null);
    for (var number = 0; number < core.progress.size(); number++) {
      var progress = core.progress.get(number);
      progress.errorsSeen = progress.errors;
      progress.successesSeen = core.tally.succeeded(number);
      progress.excused |= progress.state == WaveState.FAILED && !gates.isReachable(number);
      if (progress.state == WaveState.FAILED) {
        core.become(number, number < core.wave ? WaveState.PASSED : WaveState.RUNNING, "resumed");
      }
    }
  }

  private void retryFailed() {
    for (var place = 0; place < core.fleet.size(); place++) {
      var state = core.fleet.state(place);
      if (state == DeviceState.FAILED
          || state == DeviceState.REJECTED
          || state == DeviceState.TIMED_OUT) {
        retry(place, state);
      }
    }
  }

  /** One that timed out may yet do it, so it keeps its id; the others have done with theirs. */
  private void retry(int place, DeviceState state) {
    core.fleet.forgetTries(place);
    core.fleet.set(place, Flag.NEW_ID, state != DeviceState.TIMED_OUT);
    core.move(place, DeviceState.QUEUED);
    if (core.fleet.is(place, Flag.CLEARING)) {
      core.move(place, DeviceState.WAITING, Wait.OFFLINE, null);
      core.wake(place, core.now + TimeLimits.READ_AGAIN.toMillis());
    }
    var progress = core.progress.get(core.fleet.wave(place));
    progress.errorsSeen = Math.min(progress.errorsSeen, progress.errors);
  }

  private void nextWave(String by) {
    var progress = core.progress.get(core.wave);
    if (progress.state == WaveState.SOAKING) {
      progress.soaksUntil = core.now;
      progress.opened = true;
    } else {
      gates.pass("opened by " + by);
    }
  }

  private void change(RolloutPace pace) {
    core.pace = pace;
    var rate = pace.rate();
    if (rate != null) {
      core.meter.changed(rate, core.now, core.started, core.tally.succeeded());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.store.Batch;
import io.firmcast.orchestrator.store.ExecutionRow;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.OperatorRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rollout's engine and its place in the log: takes inputs and says what is to be kept and done.
 * It may take seconds for a million devices, so it is called where that stops nobody, by one thread
 * at a time.
 */
final class Steps {
  private final Rollout rollout;
  private final DecisionLog log;
  private final Hooks hooks;
  private long seq;
  private long revision;

  /** What one step gathers. */
  private static final class Gathered {
    final List<LogLine> lines = new ArrayList<>();
    final List<Command> commands = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final Set<DeviceId> touched = new LinkedHashSet<>();
    final List<DeviceId> ended = new ArrayList<>();
    final Map<String, String> answers = new HashMap<>();
    boolean seen;
    boolean planned;
  }

  /**
   * @param revision that was kept last
   */
  Steps(Rollout rollout, DecisionLog log, Hooks hooks, long revision) {
    this.rollout = rollout;
    this.log = log;
    this.hooks = hooks;
    this.revision = revision;
  }

  /** Takes lines of the log that follow those it knows; what they led to was done before. */
  void replay(List<LogLine> lines) {
    for (var line : lines) {
      rollout.apply(log.event(line), line.at());
      seq = line.seq();
    }
  }

  long seq() {
    return seq;
  }

  Rollout rollout() {
    return rollout;
  }

  Step take(List<Input> inputs, Instant now) {
    var before = seq;
    var gathered = new Gathered();
    for (var input : inputs) {
      if (input instanceof Input.Happened happened) {
        happened(happened.event(), now, gathered);
      } else if (input instanceof Input.Wanted wanted) {
        var answer = wanted(wanted.request(), now, gathered);
        gathered.answers.put(wanted.request().id(), answer.toJson());
      } else if (input instanceof Input.Hopeless hopeless) {
        gathered.answers.put(hopeless.request().id(), hopeless.answer().toJson());
      }
    }
    revision += gathered.seen ? 1 : 0;
    var view = rollout.view();
    var over = view.state().isOver();
    var batch =
        new Batch(
            gathered.lines,
            StateName.of(view.state()),
            log.summary(view),
            revision,
            now,
            over ? now : null,
            gathered.planned,
            gathered.planned ? List.of() : rows(gathered.touched),
            gathered.answers,
            hooks.of(view.id(), before, gathered.decisions, now));
    return new Step(before, batch, gathered.commands, gathered.ended, gathered.planned, over);
  }

  /** All devices, for lists. */
  List<ExecutionRow> rows() {
    var rows = new ArrayList<ExecutionRow>();
    rollout.views().forEachDevice(device -> rows.add(ExecutionRows.of(device)));
    return rows;
  }

  private List<ExecutionRow> rows(Set<DeviceId> devices) {
    return devices.stream()
        .flatMap(device -> rollout.views().device(device).stream())
        .map(ExecutionRows::of)
        .toList();
  }

  private Answer wanted(OperatorRequest request, Instant now, Gathered gathered) {
    var superseded = Rivals.superseded(request);
    if (superseded != null) {
      superseded.forEach(event -> happened(event, now, gathered));
      return Answer.FULFILLED;
    }
    var wish = log.wish(request);
    var expected = wish.revision();
    if (expected != null && expected != revision + (gathered.seen ? 1 : 0)) {
      return new Answer("revision-changed", "the rollout has changed since it was looked at");
    }
    var event = wish.event();
    // A plan was made just before this, or is refused here.
    var refusal =
        rollout.refusal(
            event == null ? new OperatorEvent.Planned(0, false, List.of(), wish.by()) : event);
    if (refusal != null) {
      return new Answer(refusal.code(), refusal.sentence());
    }
    if (event != null) {
      happened(event, now, gathered);
    }
    return Answer.FULFILLED;
  }

  private void happened(RolloutEvent event, Instant now, Gathered gathered) {
    if (event instanceof DeviceEvent about) {
      if (!rollout.isNews(about)) {
        return;
      }
      gathered.touched.add(about.device());
    }
    if (event instanceof OperatorEvent wish) {
      if (rollout.refusal(wish) != null) {
        return;
      }
      gathered.seen = true;
      gathered.planned |= event instanceof OperatorEvent.Planned planned && planned.last();
    }
    var commands = rollout.apply(event, now);
    var decisions = new ArrayList<Decision>();
    for (var command : commands) {
      if (command instanceof Command.Announce announce) {
        decisions.add(announce.decision());
        note(announce.decision(), gathered);
      } else {
        gathered.commands.add(command);
        ExecutionRows.device(command).ifPresent(gathered.touched::add);
      }
    }
    gathered.decisions.addAll(decisions);
    gathered.lines.add(log.line(++seq, now, event, decisions));
  }

  private static void note(Decision decision, Gathered gathered) {
    if (decision instanceof Decision.DeviceIs device) {
      gathered.touched.add(device.device());
      gathered.ended.add(device.device());
    } else if (decision instanceof Decision.DeviceStarts device) {
      gathered.touched.add(device.device());
    } else {
      gathered.seen = true;
    }
  }
}

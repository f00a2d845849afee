// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Measured;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Reported;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rollout: {@link #apply} takes an event with its time and gives the commands that follow. Two
 * rollouts that were given the same events at the same times are the same to the byte ({@link
 * #digest}), so the log of events is the rollout. Confined to one thread at a time.
 */
public final class Rollout {
  private final Core core;
  private final Operators operators;
  private final Wishes wishes;
  private final DeviceRules rules;
  private final Patience patience;
  private final Membership membership;
  private final Gates gates;
  private final Starts starts;
  private final Endings endings;
  private final Views views;
  private long events;
  private long wakeAt = Long.MAX_VALUE;

  public Rollout(RolloutId id) {
    core = new Core(id);
    operators = new Operators(core);
    endings = new Endings(core);
    gates = new Gates(core, endings);
    wishes = new Wishes(core, gates, endings, operators);
    var limits = new TimeLimits(core);
    var delivering = new Delivering(core, limits);
    patience = new Patience(core, limits, delivering);
    rules = new DeviceRules(core, limits, delivering, patience);
    membership = new Membership(core);
    starts = new Starts(core, delivering);
    views = new Views(core, gates, starts, limits);
  }

  /** The rollout that such a log makes; the commands that followed are not given again. */
  public static Rollout replay(RolloutId id, Iterable<Logged> log) {
    var rollout = new Rollout(id);
    for (var entry : log) {
      rollout.apply(entry.event(), entry.at());
    }
    return rollout;
  }

  /**
   * Why an operator's wish would change nothing now; null where it would be fulfilled. To be asked
   * before the wish is kept.
   */
  public @Nullable Refusal refusal(OperatorEvent event) {
    return operators.refusal(event);
  }

  /**
   * Whether the event can make a difference. One that cannot need not be kept or applied: a reading
   * of a twin that says what is known, or news of another update.
   */
  public boolean isNews(DeviceEvent event) {
    var place = core.members.place(event.device());
    if (place < 0) {
      return event instanceof DeviceEvent.Joined && core.isDynamic();
    }
    var update = Updates.of(event);
    if (update != null && !rules.isCurrent(place, update)) {
      return false;
    }
    if (event instanceof Reported reported) {
      return rules.isNews(place, reported.sighting());
    }
    if (event instanceof DeviceEvent.Silent) {
      return core.fleet.is(place, Flag.READING);
    }
    return !(event instanceof DeviceEvent.Joined);
  }

  /**
   * Takes what happened and gives what is to be done about it, in order. A wish that is refused,
   * and an event that is no news, change nothing. The time may be earlier than the last; then the
   * last one stands.
   */
  public List<Command> apply(RolloutEvent event, Instant at) {
    core.now = Math.max(core.now, at.toEpochMilli());
    events++;
    if (event instanceof OperatorEvent wish) {
      if (operators.refusal(wish) == null) {
        wishes.fulfil(wish);
      }
    } else if (event instanceof DeviceEvent about) {
      take(about);
    } else if (event instanceof TimeEvent.TakenOver) {
      takeOver();
    }
    settle();
    return core.takeCommands();
  }

  /** When a {@code Ticked} is wanted; null where only an event can make a difference. */
  public @Nullable Instant wakeAt() {
    return wakeAt == Long.MAX_VALUE ? null : Instant.ofEpochMilli(wakeAt);
  }

  /** How many events it was given. */
  public long events() {
    return events;
  }

  /** It as a whole, with its waves. */
  public RolloutView view() {
    return views.rollout(events, wakeAt());
  }

  /** What else can be seen of it. */
  public Views views() {
    return views;
  }

  /** 64 hexadecimal digits over each byte of the state. */
  public String digest() {
    return Digest.of(core, events);
  }

  private void take(DeviceEvent event) {
    if (event instanceof DeviceEvent.Joined) {
      membership.join(event.device());
      return;
    }
    var place = core.members.place(event.device());
    var update = Updates.of(event);
    if (place < 0 || (update != null && !rules.isCurrent(place, update))) {
      return;
    }
    if (event instanceof DeviceEvent.Answered answered) {
      rules.answered(place, answered);
    } else if (event instanceof DeviceEvent.Unanswered) {
      rules.unanswered(place);
    } else if (event instanceof DeviceEvent.Unreachable) {
      rules.unreachable(place);
    } else if (event instanceof DeviceEvent.DesiredWritten) {
      rules.desiredWritten(place);
    } else if (event instanceof DeviceEvent.DesiredCleared) {
      rules.desiredCleared(place);
    } else if (event instanceof Reported reported) {
      rules.reported(place, reported.sighting());
    } else if (event instanceof DeviceEvent.Silent) {
      rules.silent(place);
    } else if (event instanceof DeviceEvent.Refused refused) {
      rules.refused(place, refused);
    } else if (event instanceof DeviceEvent.Online) {
      rules.online(place);
    } else if (event instanceof Measured measured) {
      gates.measured(place, measured.value());
    } else {
      membership.take(place, event);
    }
    gates.measure(place);
    if (core.state == RolloutState.ROLLING_BACK) {
      endings.turnBack(place);
    }
  }

  private void takeOver() {
    for (var place = 0; place < core.fleet.size(); place++) {
      patience.takenOver(place);
      gates.measure(place);
    }
    wakeAt = Long.MAX_VALUE;
  }

  /** What follows from the time and the state, whatever the event was. */
  private void settle() {
    wishes.begin();
    var end = core.definition.schedule().end();
    if (end != null && core.now >= end.toEpochMilli() && core.ending == null && core.mayEnd()) {
      endings.end(core.definition.schedule().atEnd());
    }
    while (core.fleet.timers.next() <= core.now) {
      patience.due(core.fleet.timers.first());
    }
    gates.evaluate();
    starts.fill();
    endings.finish();
    wake();
  }

  private void wake() {
    var next = core.fleet.timers.next();
    if (core.state == RolloutState.SCHEDULED) {
      next = Math.min(next, wishes.startsAt());
    }
    var end = core.definition.schedule().end();
    if (end != null && core.ending == null && core.mayEnd()) {
      next = Math.min(next, end.toEpochMilli());
    }
    next = Math.min(next, Math.min(gates.wakeAt(), starts.wakeAt()));
    if (next != wakeAt) {
      wakeAt = next;
      if (next != Long.MAX_VALUE) {
        core.command(new Command.WakeAt(Instant.ofEpochMilli(next)));
      }
    }
  }
}

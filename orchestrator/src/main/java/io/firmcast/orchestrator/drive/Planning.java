// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.firmcast.kit.Backoff;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.engine.RolloutView;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.plan.WhenTaken;
import io.firmcast.orchestrator.store.OperatorRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a rollout's devices when it is new, when somebody asks for it, and again and again where
 * others may join. What needs a plan waits for it.
 */
final class Planning {
  private static final Logger LOG = LoggerFactory.getLogger(Planning.class);
  private static final long RIVALS_MILLIS = 3_000;
  private static final By ITSELF = new By("firmcast", "found for the new rollout");

  private static final Answer REFUSED =
      new Answer(
          "condition-refused",
          "the hub refuses the query for the devices; check the target's condition");

  private final Workshop with;
  private final Session session;
  private final Planner planner;
  private final Planner sweeper;
  private final Backoff backoff;
  private final List<OperatorRequest> waiting = new ArrayList<>();
  private Targets targets = Targets.DEFAULT;
  private String state = StateName.of(RolloutState.DRAFT);
  private boolean underWay;
  private boolean sweeping;
  private int attempt;
  private long sweep = -1;
  private long look = -1;
  private boolean looking;
  private Rivals rivals;

  Planning(Workshop with, Session session) {
    this.with = with;
    this.session = session;
    this.planner = new Planner(with.start());
    this.sweeper = new Planner(with.sweep());
    this.rivals = new Rivals(with, session.rolloutId(), WhenTaken.WAIT);
    this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), with.random());
  }

  /**
   * @param held devices that wait for another rollout
   */
  void begin(RolloutView view, RolloutDefinition definition, List<DeviceId> held) {
    targets = definition.targets();
    rivals = new Rivals(with, session.rolloutId(), definition.whenTaken());
    held.forEach(rivals::holds);
    look = with.vertx().setPeriodic(RIVALS_MILLIS, due -> lookAgain());
    state = StateName.of(view.state());
    if (view.state() == RolloutState.DRAFT && view.plan() == null) {
      plan(ITSELF, null);
    }
    if (targets.membership() == Targets.Membership.DYNAMIC) {
      sweep = with.vertx().setPeriodic(with.membershipPeriod().toMillis(), due -> lookForOthers());
    }
  }

  void isIn(String newState) {
    state = newState;
  }

  void wanted(OperatorRequest request) {
    if (Rivals.superseded(request) != null) {
      session.give(new Input.Wanted(request));
      return;
    }
    var wish = with.log().wish(request);
    switch (wish.action()) {
      case PLAN -> {
        if (isBefore()) {
          plan(wish.by(), request);
        } else {
          session.give(new Input.Wanted(request));
        }
      }
      case START -> {
        if (underWay) {
          waiting.add(request);
        } else {
          lookForRivals(() -> session.give(new Input.Wanted(request)));
        }
      }
      case APPROVE -> {
        if (underWay) {
          waiting.add(request);
        } else {
          session.give(new Input.Wanted(request));
        }
      }
      case DENY, PAUSE, RESUME, CANCEL, ABORT, ROLL_BACK, RETRY_FAILED, NEXT_WAVE, CHANGE_PACE ->
          session.give(new Input.Wanted(request));
    }
  }

  void stop() {
    with.vertx().cancelTimer(sweep);
    with.vertx().cancelTimer(look);
  }

  private void lookAgain() {
    if (!looking && state.equals(StateName.of(RolloutState.RUNNING))) {
      looking = true;
      lookForRivals(() -> looking = false);
    }
  }

  private boolean isBefore() {
    return state.equals(StateName.of(RolloutState.DRAFT))
        || state.equals(StateName.of(RolloutState.AWAITING_APPROVAL));
  }

  private void plan(By by, @Nullable OperatorRequest request) {
    if (request != null) {
      waiting.add(request);
    }
    if (underWay) {
      return;
    }
    underWay = true;
    planner
        .plan(targets, by)
        .onSuccess(
            parts -> {
              underWay = false;
              attempt = 0;
              session.happened(parts);
              var released = List.copyOf(waiting);
              waiting.clear();
              released.forEach(this::afterPlan);
            })
        .onFailure(failure -> again(by, failure));
  }

  /** The plan has to be kept before it can be asked whose its devices are. */
  private void afterPlan(OperatorRequest request) {
    if (with.log().wish(request).action() == Wish.Action.START) {
      session.settled().onSuccess(kept -> wanted(request));
    } else {
      session.give(new Input.Wanted(request));
    }
  }

  private void lookForRivals(Runnable then) {
    rivals
        .look()
        .onSuccess(
            events -> {
              if (!session.isClosed()) {
                session.happened(events);
                then.run();
              }
            })
        .onFailure(session::lose);
  }

  private void again(By by, Throwable failure) {
    underWay = false;
    if (session.isClosed() || !isBefore()) {
      return;
    }
    if (isRefused(failure)) {
      // It stays so until the hub is another one; whoever waits for it is told.
      waiting.forEach(request -> session.give(new Input.Hopeless(request, REFUSED)));
      waiting.clear();
    }
    if (attempt == 0) {
      LOG.atWarn()
          .addKeyValue("rolloutId", session.rolloutId())
          .addKeyValue("reason", failure.getMessage())
          .log("devices cannot be looked up; trying again");
    }
    underWay = true;
    session
        .after(backoff.delayMillis(attempt++))
        .onSuccess(
            paused -> {
              underWay = false;
              if (!session.isClosed() && isBefore()) {
                plan(by, null);
              }
            });
  }

  private static boolean isRefused(Throwable failure) {
    return failure instanceof HubException hub && hub.reason() == HubException.Reason.BAD_REQUEST;
  }

  private void lookForOthers() {
    if (sweeping || !state.equals(StateName.of(RolloutState.RUNNING))) {
      return;
    }
    sweeping = true;
    sweeper
        .devices(targets)
        .onSuccess(found -> session.happened(found.stream().map(DeviceEvent.Joined::new).toList()))
        .onComplete(swept -> sweeping = false);
  }
}

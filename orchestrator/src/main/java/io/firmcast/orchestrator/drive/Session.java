// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.DeviceState;
import io.firmcast.orchestrator.rollout.engine.DeviceView;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.engine.TimeEvent;
import io.firmcast.orchestrator.rollout.engine.Views;
import io.firmcast.orchestrator.rollout.engine.Wait;
import io.firmcast.orchestrator.store.Batch;
import io.firmcast.orchestrator.store.ExecutionRow;
import io.firmcast.orchestrator.store.Lease;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rollout while this process owns it: takes what happens in steps, keeps each step, and only
 * then does what it commands. Whatever it may not keep it does not do: it ends, and whoever owns
 * the rollout next, this process or another, begins from what is kept. Confined to one context.
 */
final class Session {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final int LARGEST_STEP = 2_000;

  private final Workshop with;
  private final Lease lease;
  private final Steps steps;
  private final Planning planning;
  private final Acting acting;
  private final Owner owner;
  private final Queue<Input> inputs = new ArrayDeque<>();
  private final Queue<Look<?>> looks = new ArrayDeque<>();
  private final Set<String> requests = new HashSet<>();
  private Future<Void> stepping = Future.succeededFuture();
  private boolean busy;
  private boolean closed;

  /** Somebody who wants to see it. */
  private record Look<T>(Function<Rollout, T> look, Promise<T> seen) {}

  /** What a session asks of whoever made it. */
  interface Owner {
    /** Whether this process may still act in the name of its leases. */
    boolean mayAct();

    /** An operator's wish was answered, and that is kept. */
    void answered(String request, Answer answer);

    /** It ended: for good where there is no reason, else to be begun anew. */
    void ended(Session session, Throwable reason);

    /** It is over. */
    void over(Session session);
  }

  /**
   * @param steps that know the whole log
   */
  Session(Workshop with, Lease lease, Steps steps, Owner owner) {
    this.with = with;
    this.lease = lease;
    this.steps = steps;
    this.owner = owner;
    this.acting = new Acting(with, lease.epoch(), this);
    this.planning = new Planning(with, this);
  }

  String rolloutId() {
    return lease.rolloutId();
  }

  Lease lease() {
    return lease;
  }

  /** Goes on with what was begun before. */
  void begin() {
    happened(new TimeEvent.TakenOver(lease.epoch()));
    var views = steps.rollout().views();
    planning.begin(steps.rollout().view(), views.definition(), held(views));
  }

  private static List<DeviceId> held(Views views) {
    return views.devices(0, Integer.MAX_VALUE, DeviceState.WAITING).stream()
        .filter(device -> device.waiting() == Wait.HELD)
        .map(DeviceView::device)
        .toList();
  }

  /** Ends when everything that was given so far is kept. */
  Future<Void> settled() {
    return inputs.isEmpty() && !busy
        ? Future.succeededFuture()
        : stepping.compose(kept -> settled());
  }

  /** To be taken in the next step. */
  void happened(RolloutEvent event) {
    give(new Input.Happened(event));
  }

  void happened(List<? extends RolloutEvent> events) {
    events.forEach(event -> inputs.add(new Input.Happened(event)));
    step();
  }

  /** To be answered in a step, once, however often it is brought. */
  void wanted(OperatorRequest request) {
    if (requests.add(request.id())) {
      planning.wanted(request);
    }
  }

  void give(Input input) {
    inputs.add(input);
    step();
  }

  /**
   * Looks between two steps, so at nothing but what is kept; fails where this session has ended.
   */
  <T> Future<T> see(Function<Rollout, T> look) {
    if (closed) {
      return Future.failedFuture(new LeaseLostException(lease));
    }
    Promise<T> seen = Promise.promise();
    looks.add(new Look<>(look, seen));
    step();
    return seen.future();
  }

  void hint(StatusChanged change) {
    acting.hint(change);
  }

  boolean mayAct() {
    return !closed && owner.mayAct();
  }

  boolean isClosed() {
    return closed;
  }

  /** Does nothing more; ends when what was being kept is kept, or was not. */
  Future<Void> close() {
    closed = true;
    inputs.clear();
    looks.forEach(look -> look.seen().fail(new LeaseLostException(lease)));
    looks.clear();
    acting.stop();
    planning.stop();
    return stepping.otherwiseEmpty();
  }

  /** Another owns it by now, or what was to be kept could not be: what is here counts no more. */
  void lose(Throwable reason) {
    if (!closed) {
      close();
      owner.ended(this, reason);
    }
  }

  private void step() {
    if (busy || closed || (inputs.isEmpty() && looks.isEmpty())) {
      return;
    }
    busy = true;
    stepping = looks.isEmpty() ? take(next()) : show(looks.remove());
    stepping.onComplete(
        taken -> {
          busy = false;
          if (taken.failed()) {
            lose(taken.cause());
          } else {
            step();
          }
        });
  }

  private List<Input> next() {
    var some = new ArrayList<Input>(Math.min(inputs.size(), LARGEST_STEP));
    while (some.size() < LARGEST_STEP && !inputs.isEmpty()) {
      some.add(inputs.remove());
    }
    return some;
  }

  private <T> Future<Void> show(Look<T> wanted) {
    return with.engine()
        .call(() -> wanted.look().apply(steps.rollout()))
        .onComplete(wanted.seen())
        .<Void>mapEmpty()
        .otherwiseEmpty();
  }

  private Future<Void> take(List<Input> some) {
    return with.engine().call(() -> steps.take(some, now())).compose(this::keep);
  }

  private Future<Void> keep(Step step) {
    if (step.isEmpty()) {
      return Future.succeededFuture();
    }
    return append(step.before(), step.batch())
        .compose(kept -> step.planned() ? list(step) : Future.succeededFuture())
        .map(
            listed -> {
              done(step);
              return null;
            });
  }

  private Future<Void> append(long before, Batch batch) {
    return with.store()
        .append(lease, before, batch)
        .compose(
            kept ->
                kept
                    ? Future.succeededFuture()
                    : Future.failedFuture(new LeaseLostException(lease)));
  }

  /** All devices, in writes that hold nobody up for long. */
  private Future<Void> list(Step step) {
    return with.engine().call(steps::rows).compose(rows -> list(step.batch(), rows, 0));
  }

  private Future<Void> list(Batch batch, List<ExecutionRow> rows, int from) {
    if (from >= rows.size()) {
      return Future.succeededFuture();
    }
    var to = Math.min(rows.size(), from + LARGEST_STEP);
    return append(steps.seq(), batch.listing(rows.subList(from, to)))
        .compose(kept -> list(batch, rows, to));
  }

  private void done(Step step) {
    step.batch().answers().forEach((id, text) -> owner.answered(id, Answer.fromJson(text)));
    if (closed) {
      return;
    }
    if (step.over()) {
      LOG.atInfo()
          .addKeyValue("rolloutId", rolloutId())
          .addKeyValue("state", step.batch().state())
          .log("rollout is over");
      close();
      owner.over(this);
      return;
    }
    planning.isIn(step.batch().state());
    step.ended().forEach(acting::forget);
    step.commands().forEach(acting::act);
  }

  /** Times in a log are whole milliseconds. */
  private Instant now() {
    return with.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  Future<Void> after(long millis) {
    return with.vertx().timer(Math.max(1, millis), TimeUnit.MILLISECONDS).mapEmpty();
  }

  void about(DeviceEvent event) {
    if (!closed) {
      happened(event);
    }
  }
}

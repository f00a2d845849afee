// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.Once;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.firmcast.orchestrator.store.RolloutRow;
import io.firmcast.orchestrator.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All rollouts, as far as this process is concerned: it runs those that it owns, and takes in what
 * operators want of any. To be called on the context it was started on. Futures fail with a {@link
 * io.firmcast.orchestrator.store.StoreException} only.
 */
public final class Rollouts {
  private final Vertx vertx;
  private final Stores stores;
  private final Clock clock;
  private final RolloutJson records;
  private final DecisionLog log;
  private final Engine engine;
  private final Ownership ownership;
  private final Answers answers;
  private final Planner planner;
  private final Replays replays;
  private final Webhooks webhooks;
  private Future<MessageConsumer<JsonObject>> subscribed = Future.failedFuture("not started");

  /**
   * @param hub asked within its budget, with any urgency
   */
  public Rollouts(
      Vertx vertx,
      QuotaHub hub,
      Stores stores,
      RolloutJson records,
      Clock clock,
      RandomGenerator random,
      DriveSettings settings) {
    this.vertx = vertx;
    this.stores = stores;
    this.clock = clock;
    this.records = records;
    this.log = new DecisionLog(records);
    this.engine = new Engine(vertx);
    this.answers = new Answers(vertx, stores.requests());
    this.webhooks = new Webhooks(vertx, stores.outbox(), settings.webhooks(), clock, random);
    this.planner = new Planner(hub.with(Urgency.START));
    this.replays = new Replays(stores.rollouts(), engine, log);
    var with =
        new Workshop(
            vertx,
            hub.with(Urgency.START),
            hub.with(Urgency.ACTIVE),
            hub.with(Urgency.SWEEP),
            stores.rollouts(),
            stores.requests(),
            engine,
            log,
            new Hooks(records, settings.webhooks().receivers()),
            clock,
            random,
            settings.methodTimeout(),
            settings.reconcilePeriod(),
            settings.membershipPeriod());
    this.ownership =
        new Ownership(
            with,
            stores.leases(),
            stores.requests(),
            UUID.randomUUID().toString(),
            settings.terms(),
            answers,
            System::nanoTime);
  }

  /** Takes over what nobody owns, and goes on with it. */
  public Future<Void> start() {
    subscribed = StatusChanged.TOPIC.subscribe(vertx, ownership::hint);
    return subscribed.compose(
        hearing -> {
          webhooks.start();
          // A store that is away now is tried again at the next beat.
          return ownership.beat().otherwiseEmpty();
        });
  }

  /** Lets go of all rollouts, for another process to go on at once. */
  public Future<Void> stop() {
    return subscribed
        .compose(MessageConsumer::unregister)
        .otherwiseEmpty()
        .eventually(ownership::stop)
        .eventually(webhooks::stop)
        .eventually(engine::close);
  }

  /** Whether that is of a rollout which is run here. */
  public boolean isOfOne(StatusChanged change) {
    return ownership.isOfOne(change);
  }

  /** False where the id or the key is taken. */
  public Future<Boolean> create(
      RolloutId id, RolloutDefinition definition, By by, @Nullable Once once) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var created = new OperatorEvent.Created(definition, by);
    return engine
        .call(
            () -> {
              var rollout = new Rollout(id);
              rollout.apply(created, now);
              return rollout.view();
            })
        .compose(
            view ->
                stores
                    .rollouts()
                    .create(
                        RolloutRow.created(
                            id.value(), StateName.of(view.state()), log.summary(view), 1, now),
                        List.of(log.line(1, now, created, List.of())),
                        once))
        .onSuccess(fresh -> ownership.beat());
  }

  /**
   * Keeps what an operator wants; it will be answered, whatever becomes of this process. Empty
   * where the key is taken.
   *
   * @return the id of the request
   */
  public Future<Optional<String>> want(RolloutId id, Wish wish, @Nullable Once once) {
    var request = once == null ? null : once.requestId();
    var number = request == null ? UUID.randomUUID().toString() : request;
    var asked =
        new OperatorRequest(
            number, id.value(), clock.instant(), wish.toJson(records).encode(), null);
    return stores
        .requests()
        .ask(asked, once)
        .map(fresh -> fresh ? Optional.of(number) : Optional.empty());
  }

  /** What became of it; empty where that takes longer than the caller's patience. */
  public Future<Optional<Answer>> answer(String request, long patienceMillis) {
    var answer = answers.to(request, patienceMillis);
    ownership.beat();
    return answer;
  }

  /**
   * Looks at the rollout as it is kept: at the one that runs where this process owns it, else at
   * what its log makes. Where the owner is another process, its newest steps may be missing.
   *
   * @param look called where it stops nobody; what it gives must be a copy
   */
  public <T> Future<T> see(RolloutId id, Function<Rollout, T> look) {
    return ownership
        .session(id)
        .map(
            session ->
                session
                    .see(look)
                    .recover(
                        ended ->
                            ended instanceof LeaseLostException
                                ? replays.see(id, null, look)
                                : Future.failedFuture(ended)))
        .orElseGet(() -> replays.see(id, null, look));
  }

  /** As {@link #see}, as it was at that time. */
  public <T> Future<T> seeAt(RolloutId id, Instant until, Function<Rollout, T> look) {
    return replays.see(id, until, look);
  }

  /**
   * Finds the devices of a rollout that is not kept, and plans it. Fails with a {@link
   * io.firmcast.hub.HubException} where the hub does not tell.
   *
   * @param look as in {@link #see}
   */
  public <T> Future<T> dryRun(
      RolloutId id, RolloutDefinition definition, By by, Function<Rollout, T> look) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return planner
        .plan(definition.targets(), by)
        .compose(
            parts ->
                engine.call(
                    () -> {
                      var rollout = new Rollout(id);
                      rollout.apply(new OperatorEvent.Created(definition, by), now);
                      parts.forEach(part -> rollout.apply(part, now));
                      return look.apply(rollout);
                    }));
  }
}

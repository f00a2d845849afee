// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.StatusChanged;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.Lease;
import io.firmcast.orchestrator.store.Leases;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.firmcast.orchestrator.store.Requests;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rollouts that nobody owns, or whose owner shows no life, and hands operators' requests to
 * those that it has. Confined to one context.
 */
final class Ownership implements Session.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
  private static final int REQUESTS = 200;
  private static final Answer OVER =
      new Answer("wrong-state", "the rollout is over: nothing about it changes any more");

  private final Workshop with;
  private final Leases leases;
  private final Requests requests;
  private final String me;
  private final Answers answers;
  private final Heartbeat heartbeat;
  private final Silence silence;
  private final Troubles troubles;
  private final Loading loading;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Set<String> opening = new HashSet<>();

  /**
   * @param me a name that no other process has, nor this one after a restart
   * @param nanoTime monotonic
   */
  Ownership(
      Workshop with,
      Leases leases,
      Requests requests,
      String me,
      Terms terms,
      Answers answers,
      LongSupplier nanoTime) {
    this.with = with;
    this.leases = leases;
    this.requests = requests;
    this.me = me;
    this.answers = answers;
    this.heartbeat = new Heartbeat(with.vertx(), leases, me, terms, nanoTime, this::settle);
    this.silence = new Silence(me, terms.lease(), nanoTime);
    this.troubles = new Troubles(nanoTime, with.random());
    this.loading = new Loading(with);
  }

  /** Something is new: does at once what it does at each beat. */
  Future<Void> beat() {
    return heartbeat.beat();
  }

  /** The rollout's session, where this process owns it. */
  Optional<Session> session(RolloutId id) {
    return Optional.ofNullable(sessions.get(id.value()));
  }

  void hint(StatusChanged change) {
    sessions.values().forEach(session -> session.hint(change));
  }

  /** Whether it is about an update of a rollout that is owned here, told by the update's name. */
  boolean isOfOne(StatusChanged change) {
    var update = change.updateId();
    return update != null
        && sessions.keySet().stream()
            .anyMatch(id -> update.value().startsWith(id + "-" + change.deviceId() + "-"));
  }

  /** Lets go of everything; what was begun is kept first. */
  Future<Void> stop() {
    var quiet = heartbeat.stop();
    var closing = sessions.values().stream().map(Session::close).toList();
    sessions.clear();
    return Future.join(closing)
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .eventually(() -> quiet)
        .compose(closed -> leases.release(me))
        .otherwiseEmpty();
  }

  @Override
  public boolean mayAct() {
    return heartbeat.isProven();
  }

  @Override
  public void answered(String request, Answer answer) {
    answers.came(request, answer);
  }

  @Override
  public void ended(Session session, Throwable reason) {
    sessions.remove(session.rolloutId(), session);
    troubles.broke(session.rolloutId(), reason);
  }

  @Override
  public void over(Session session) {
    sessions.remove(session.rolloutId(), session);
    troubles.ended(session.rolloutId());
  }

  private Future<Void> settle(List<Lease> open) {
    var ids = new HashSet<String>();
    for (var lease : open) {
      ids.add(lease.rolloutId());
      look(lease);
    }
    silence.keepOnly(ids);
    troubles.keepOnly(ids);
    return requests.unanswered(REQUESTS).compose(waiting -> hand(waiting, ids));
  }

  private void look(Lease lease) {
    var id = lease.rolloutId();
    var session = sessions.get(id);
    if (session != null && isSame(session.lease(), lease)) {
      return;
    }
    if (session != null) {
      session.lose(new LeaseLostException(session.lease()));
    }
    if (silence.isFree(lease) && !opening.contains(id) && !troubles.isIn(id)) {
      opening.add(id);
      take(lease).onComplete(taken -> opening.remove(id));
    }
  }

  private Future<Void> take(Lease lease) {
    return leases
        .take(lease, me, with.clock().instant())
        .compose(
            taken ->
                taken.isPresent() && !heartbeat.isStopped()
                    ? open(taken.get())
                    : Future.<Void>succeededFuture())
        .onFailure(failure -> troubles.broke(lease.rolloutId(), failure));
  }

  private Future<Void> open(Lease lease) {
    return loading
        .load(lease.rolloutId())
        .compose(
            steps -> {
              if (!heartbeat.isStopped()) {
                begin(new Session(with, lease, steps, this));
              }
              return Future.succeededFuture();
            });
  }

  private void begin(Session session) {
    sessions.put(session.rolloutId(), session);
    troubles.began(session.rolloutId());
    LOG.atInfo()
        .addKeyValue("rolloutId", session.rolloutId())
        .addKeyValue("epoch", session.lease().epoch())
        .log("rollout taken");
    session.begin();
    // Requests that nobody could be handed.
    beat();
  }

  private Future<Void> hand(List<OperatorRequest> waiting, Set<String> open) {
    Future<Void> done = Future.succeededFuture();
    for (var request : waiting) {
      var session = sessions.get(request.rolloutId());
      if (session != null) {
        session.wanted(request);
      } else if (!open.contains(request.rolloutId())) {
        var now = with.clock().instant();
        done =
            done.compose(before -> requests.answer(request.id(), OVER.toJson(), now))
                .onSuccess(answered -> answers.came(request.id(), OVER));
      }
    }
    return done;
  }

  private static boolean isSame(Lease mine, Lease kept) {
    return mine.epoch() == kept.epoch()
        && mine.owner() != null
        && mine.owner().equals(kept.owner());
  }
}

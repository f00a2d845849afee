// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Backoff;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.Lease;
import io.firmcast.orchestrator.store.Leases;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.firmcast.orchestrator.store.Requests;
import io.firmcast.orchestrator.store.RolloutRow;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes rollouts that nobody owns, or whose owner shows no life, and shows that this owner lives.
 * An owner's silence is measured here by a monotonic clock, from when a beat was first seen: no two
 * clocks have to agree. Confined to one context.
 */
final class Ownership implements Session.Owner {
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
  private static final int REQUESTS = 200;
  private static final int PAGE = 5_000;
  private static final long GOOD_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Answer OVER =
      new Answer("wrong-state", "the rollout is over: nothing about it changes any more");

  private final Workshop with;
  private final Leases leases;
  private final Requests requests;
  private final String me;
  private final Terms terms;
  private final LongSupplier nanoTime;
  private final Backoff backoff;
  private final Answers answers;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();
  private final Map<String, Trouble> troubles = new HashMap<>();
  private final Map<String, Long> begun = new HashMap<>();
  private final Set<String> opening = new HashSet<>();
  private Future<Void> beating = Future.succeededFuture();
  private long provenAt;
  private boolean again;
  private boolean stopped;
  private boolean blind;
  private long timer = -1;

  /** A lease as it was first seen in its present beat. */
  private record Seen(Lease lease, long since) {}

  /** A rollout whose session broke: it is not taken before then. */
  private record Trouble(int times, long until) {}

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
    this.terms = terms;
    this.answers = answers;
    this.nanoTime = nanoTime;
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofMinutes(1), with.random());
    this.provenAt = nanoTime.getAsLong() - terms.lease().toNanos();
  }

  /** Something is new: does at once what it does at each beat. */
  Future<Void> beat() {
    if (stopped) {
      return Future.succeededFuture();
    }
    if (!beating.isComplete()) {
      again = true;
      return beating;
    }
    with.vertx().cancelTimer(timer);
    beating = beatOnce();
    beating.onComplete(
        beaten -> {
          logOnce(beaten.cause());
          if (again) {
            again = false;
            beat();
          } else if (!stopped) {
            timer = with.vertx().setTimer(terms.beat().toMillis(), due -> beat());
          }
        });
    return beating;
  }

  /** The rollout's session, where this process owns it. */
  Optional<Session> session(RolloutId id) {
    return Optional.ofNullable(sessions.get(id.value()));
  }

  void hint(StatusChanged change) {
    sessions.values().forEach(session -> session.hint(change));
  }

  /** Lets go of everything; what was begun is kept first. */
  Future<Void> stop() {
    stopped = true;
    with.vertx().cancelTimer(timer);
    var closing = sessions.values().stream().map(Session::close).toList();
    sessions.clear();
    return Future.join(closing)
        .<Void>mapEmpty()
        .otherwiseEmpty()
        .eventually(() -> beating.otherwiseEmpty())
        .compose(quiet -> leases.release(me))
        .otherwiseEmpty();
  }

  @Override
  public boolean mayAct() {
    // A margin for what is on its way: whoever takes over waits for the whole of a lease.
    return nanoTime.getAsLong() - provenAt < terms.lease().minus(terms.beat()).toNanos();
  }

  @Override
  public void answered(String request, Answer answer) {
    answers.came(request, answer);
  }

  @Override
  public void ended(Session session, Throwable reason) {
    sessions.remove(session.rolloutId(), session);
    @Nullable Long since = begun.remove(session.rolloutId());
    if (since != null && nanoTime.getAsLong() - since > GOOD_NANOS) {
      // It ran well for long: what happened to it before is no reason to wait now.
      troubles.remove(session.rolloutId());
    }
    trouble(session.rolloutId(), reason);
  }

  @Override
  public void over(Session session) {
    sessions.remove(session.rolloutId(), session);
    begun.remove(session.rolloutId());
  }

  private Future<Void> beatOnce() {
    var began = nanoTime.getAsLong();
    return leases
        .beat(me)
        .compose(beaten -> leases.open())
        .compose(
            open -> {
              provenAt = began;
              return settle(open);
            });
  }

  private Future<Void> settle(List<Lease> open) {
    var ids = new HashSet<String>();
    for (var lease : open) {
      ids.add(lease.rolloutId());
      look(lease);
    }
    seen.keySet().retainAll(ids);
    troubles.keySet().retainAll(ids);
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
    if (isFree(lease) && !opening.contains(id) && !isInTrouble(id)) {
      opening.add(id);
      take(lease).onComplete(taken -> opening.remove(id));
    }
  }

  private boolean isFree(Lease lease) {
    if (lease.owner() == null || lease.owner().equals(me)) {
      return true;
    }
    var before = seen.get(lease.rolloutId());
    var now = nanoTime.getAsLong();
    if (before == null
        || before.lease().epoch() != lease.epoch()
        || before.lease().beat() != lease.beat()) {
      seen.put(lease.rolloutId(), new Seen(lease, now));
      return false;
    }
    return now - before.since() >= terms.lease().toNanos();
  }

  private Future<Void> take(Lease lease) {
    return leases
        .take(lease, me, with.clock().instant())
        .compose(
            taken ->
                taken.isPresent() && !stopped ? open(taken.get()) : Future.<Void>succeededFuture())
        .onFailure(failure -> trouble(lease.rolloutId(), failure));
  }

  private Future<Void> open(Lease lease) {
    return with.store()
        .find(lease.rolloutId())
        .map(Optional::orElseThrow)
        .compose(row -> load(lease, row))
        .compose(
            steps -> {
              if (!stopped) {
                begin(new Session(with, lease, steps, this));
              }
              return Future.succeededFuture();
            });
  }

  private void begin(Session session) {
    sessions.put(session.rolloutId(), session);
    begun.put(session.rolloutId(), nanoTime.getAsLong());
    LOG.atInfo()
        .addKeyValue("rolloutId", session.rolloutId())
        .addKeyValue("epoch", session.lease().epoch())
        .log("rollout taken");
    session.begin();
    // Requests that nobody could be handed.
    again = true;
    beat();
  }

  private Future<Steps> load(Lease lease, RolloutRow row) {
    var rollout = new Rollout(new RolloutId(lease.rolloutId()));
    return replay(new Steps(rollout, with.log(), with.hooks(), row.revision()), row);
  }

  private Future<Steps> replay(Steps steps, RolloutRow row) {
    return with.store()
        .log(row.id(), steps.seq(), PAGE)
        .compose(
            lines ->
                lines.isEmpty()
                    ? Future.succeededFuture(steps)
                    : with.engine()
                        .call(
                            () -> {
                              steps.replay(lines);
                              return steps;
                            })
                        .compose(replayed -> replay(steps, row)));
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

  private void trouble(String id, Throwable reason) {
    var before = troubles.get(id);
    var times = before == null ? 0 : before.times() + 1;
    var pause = Duration.ofMillis(backoff.delayMillis(times)).toNanos();
    troubles.put(id, new Trouble(times, nanoTime.getAsLong() + pause));
    LOG.atWarn()
        .addKeyValue("rolloutId", id)
        .addKeyValue("reason", String.valueOf(reason.getMessage()))
        .addKeyValue("cause", String.valueOf(reason.getCause()))
        .log("rollout let go of; what is kept is where it will go on");
  }

  private boolean isInTrouble(String id) {
    var trouble = troubles.get(id);
    return trouble != null && nanoTime.getAsLong() < trouble.until();
  }

  private static boolean isSame(Lease mine, Lease kept) {
    return mine.epoch() == kept.epoch()
        && mine.owner() != null
        && mine.owner().equals(kept.owner());
  }

  private void logOnce(@Nullable Throwable failure) {
    if (failure != null && !blind) {
      LOG.atWarn()
          .addKeyValue("reason", String.valueOf(failure.getMessage()))
          .log("leases cannot be kept; rollouts pause until they can");
    } else if (failure == null && blind) {
      LOG.atInfo().log("leases are kept again");
    }
    blind = failure != null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Does the same to many devices, a few at a time, patiently. The first that the hub refuses for
 * good ends it: what was begun still ends, and nothing more is begun.
 */
final class Many<T> {
  /** Under way at one time: a hub counts them. */
  private static final int AT_ONCE = 16;

  private final Patience patience;
  private final List<Identity> all;
  private final Function<Identity, Future<T>> act;
  private final AtomicReferenceArray<T> answers;
  private final AtomicInteger next = new AtomicInteger(1);
  private final AtomicInteger done = new AtomicInteger();

  Many(Patience patience, List<Identity> all, Function<Identity, Future<T>> act) {
    this.patience = patience;
    this.all = all;
    this.act = act;
    this.answers = new AtomicReferenceArray<>(all.size());
  }

  /** How many are done so far. */
  int done() {
    return done.get();
  }

  /** What was answered for each, in the order given. */
  Future<List<T>> answers() {
    return first(all.get(0))
        .compose(answer -> kept(0, answer))
        .compose(kept -> Future.join(IntStream.range(0, AT_ONCE).mapToObj(i -> lane()).toList()))
        .map(ended -> IntStream.range(0, all.size()).mapToObj(answers::get).toList());
  }

  /** A hub that is not there is told at once; one that goes away later is waited for. */
  private Future<T> first(Identity one) {
    return act.apply(one)
        .recover(
            failure ->
                failure instanceof HubException hub && hub.reason() == Reason.UNAVAILABLE
                    ? Future.failedFuture(failure)
                    : patience.ask(() -> act.apply(one)));
  }

  private Future<Void> lane() {
    int mine = next.getAndUpdate(i -> Math.min(i + 1, all.size()));
    if (mine >= all.size()) {
      return Future.succeededFuture();
    }
    return patience
        .ask(() -> act.apply(all.get(mine)))
        .recover(
            refused -> {
              next.set(all.size());
              return Future.failedFuture(refused);
            })
        .compose(answer -> kept(mine, answer))
        .compose(kept -> lane());
  }

  private Future<Void> kept(int index, T answer) {
    answers.set(index, answer);
    done.incrementAndGet();
    return Future.succeededFuture();
  }
}

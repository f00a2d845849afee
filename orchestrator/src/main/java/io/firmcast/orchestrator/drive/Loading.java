// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.RolloutRow;
import io.vertx.core.Future;
import java.util.Optional;

/** Makes a rollout from its log, page by page, where that stops nobody. */
final class Loading {
  private static final int PAGE = 5_000;

  private final Workshop with;

  Loading(Workshop with) {
    this.with = with;
  }

  Future<Steps> load(String rollout) {
    return with.store()
        .find(rollout)
        .map(Optional::orElseThrow)
        .compose(
            row ->
                replay(
                    new Steps(
                        new Rollout(new RolloutId(rollout)),
                        with.log(),
                        with.hooks(),
                        row.revision()),
                    row));
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
}

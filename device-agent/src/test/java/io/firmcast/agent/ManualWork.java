// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.UnderWay;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Work that is done when the test says so, and a witness of what was begun. */
final class ManualWork implements PhaseWork {
  private final List<String> begun = new CopyOnWriteArrayList<>();
  private volatile Promise<Void> present = Promise.promise();
  private @Nullable Context context;
  volatile Optional<String> refusal = Optional.empty();
  volatile boolean isQuick;

  @Override
  public Future<Optional<String>> refusal(FirmwareUpdate update) {
    return Future.succeededFuture(refusal);
  }

  @Override
  public Future<Void> perform(UnderWay phase) {
    context = Vertx.currentContext();
    present = Promise.promise();
    begun.add(phase.updateId() + " " + phase.status().wire());
    if (isQuick) {
      finish();
    }
    return present.future();
  }

  /** Each phase begun, as {@code r42 applying}. */
  List<String> begun() {
    return List.copyOf(begun);
  }

  long applied(String id) {
    return begun.stream().filter((id + " " + FirmwareStatus.APPLYING.wire())::equals).count();
  }

  void finish() {
    var done = present;
    Objects.requireNonNull(context).runOnContext(here -> done.complete());
  }

  void fail(Throwable why) {
    var done = present;
    Objects.requireNonNull(context).runOnContext(here -> done.fail(why));
  }
}

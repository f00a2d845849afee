// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.PhaseWork;
import io.firmcast.agent.Reboot;
import io.firmcast.agent.UpdateFailure;
import io.firmcast.agent.update.UnderWay;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Work in which something goes wrong, as the script says. */
record ScriptedWork(
    Vertx vertx, ScriptedDevice device, PhaseWork ordinary, Duration phaseTime, RebootCount reboots)
    implements PhaseWork {

  @Override
  public Future<Void> perform(UnderWay phase) {
    var reboots = device.is(Behaviour.Reboots.class).filter(one -> one.phase() == phase.status());
    if (reboots.isPresent() && reboots().next(phase.updateId(), reboots.get().times())) {
      var halfWay = Math.max(1, phaseTime.toMillis() / 2);
      var down = device.pick(reboots.get().down());
      return vertx
          .timer(halfWay, TimeUnit.MILLISECONDS)
          .compose(inTheMiddle -> Future.failedFuture(new Reboot(down)));
    }
    var fails = device.is(Behaviour.Fails.class).filter(one -> one.phase() == phase.status());
    return ordinary
        .perform(phase)
        .compose(
            done ->
                fails.isPresent()
                    ? Future.failedFuture(
                        new UpdateFailure(fails.get().code(), "as the script says"))
                    : Future.succeededFuture());
  }

  @Override
  public void stop() {
    ordinary.stop();
  }
}

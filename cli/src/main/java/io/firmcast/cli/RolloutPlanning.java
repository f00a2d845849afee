// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits until a rollout's devices were found, and tells the plan. */
final class RolloutPlanning {
  private static final int ASK_AGAIN_MILLIS = 200;

  private final RolloutCalls calls;
  private final boolean json;

  RolloutPlanning(RolloutCalls calls, boolean json) {
    this.calls = calls;
    this.json = json;
  }

  /** Prints the plan, and on stderr what comes next; the exit code. */
  int tell(JsonObject first, Duration patience) throws InterruptedException {
    var rollout = planned(first, patience);
    if (json) {
      System.out.println(rollout.rollout().encodePrettily());
    } else {
      System.out.println(rollout.table());
    }
    if (!rollout.isPlanned() && !rollout.isOver()) {
      throw new CliFailure(
          Exit.TIMED_OUT,
          "the devices of %s have not been found yet; see 'firmcast rollout show %s'."
              .formatted(rollout.id(), rollout.id()));
    }
    if (!json) {
      advise(rollout);
    }
    return Exit.OK;
  }

  private RolloutText planned(JsonObject first, Duration patience) throws InterruptedException {
    var deadline = System.nanoTime() + patience.toNanos();
    var rollout = new RolloutText(first);
    while (!rollout.isPlanned() && !rollout.isOver() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
      rollout = new RolloutText(calls.show(rollout.id(), null));
    }
    return rollout;
  }

  private void advise(RolloutText rollout) {
    var id = rollout.id();
    if (rollout.state().equals("awaitingApproval")) {
      System.err.printf(
          "Approve just this plan with: firmcast rollout approve %s --plan %s%n",
          id, rollout.rollout().getString("plan"));
    } else if (rollout.state().equals("draft")) {
      System.err.printf("Start it with: firmcast rollout start %s%n", id);
    }
  }

  /** The devices and their waves, one a line. */
  void devices(String id) {
    var all = new JsonArray();
    calls.eachDevice(
        id,
        null,
        device -> {
          if (json) {
            all.add(device);
          } else {
            System.out.printf("%d  %s%n", device.getInteger("wave"), device.getString("deviceId"));
          }
          return !System.out.checkError();
        });
    if (json) {
      System.out.println(all.encodePrettily());
    }
  }
}

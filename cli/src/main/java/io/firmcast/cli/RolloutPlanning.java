// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits until a rollout's devices were found, and tells the plan. */
final class RolloutPlanning {
  private static final int ASK_AGAIN_MILLIS = 200;

  private final RolloutCalls calls;
  private final boolean json;

  RolloutPlanning(RolloutCalls calls, boolean json) {
    this.calls = calls;
    this.json = json;
  }

  /**
   * Prints the plan, and on stderr what comes next; the exit code.
   *
   * @param forecast what it takes for granted; null where none is wanted
   */
  int tell(JsonObject first, Duration patience, @Nullable JsonObject forecast)
      throws InterruptedException {
    var rollout = planned(first, patience);
    if (forecast != null && rollout.isPlanned() && !rollout.rollout().containsKey("forecast")) {
      rollout.rollout().put("forecast", calls.forecast(rollout.id(), forecast));
    }
    print(rollout);
    if (!rollout.isPlanned() && !rollout.isOver()) {
      throw new CliFailure(
          Exit.TIMED_OUT,
          "the devices of %s have not been found yet; 'firmcast rollout plan %s' looks again."
              .formatted(rollout.id(), rollout.id()));
    }
    if (!json) {
      advise(rollout);
    }
    return Exit.OK;
  }

  /** Plans what is not kept. */
  void dryRun(JsonObject definition, Map<String, String> headers) {
    print(new RolloutText(calls.dryRun(definition, headers)));
    if (!json) {
      System.err.println("Nothing was kept; make it with: firmcast rollout create FILE");
    }
  }

  private void print(RolloutText rollout) {
    System.out.println(json ? rollout.rollout().encodePrettily() : rollout.table());
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

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for a rollout's devices anew, and shows its waves. */
@Command(
    name = "plan",
    description = {
      "Looks for the devices anew, and shows the waves and the hash of the plan.",
      "A plan that differs from the one that was approved has to be approved again."
    },
    footer = {
      "",
      "Exit codes: 0 planned, 1 cannot be planned any more, 3 no such rollout,",
      "4 the devices were not found in time."
    })
final class RolloutPlanCommand implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Option(
      names = "--list-devices",
      description = "Prints the devices instead, each behind its wave.")
  private boolean devices;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long the devices may be looked for (${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofSeconds(30);

  @Mixin private final WhoOptions by = new WhoOptions();

  @Override
  public Integer call() throws InterruptedException {
    var calls = rollout.calls();
    var planning = new RolloutPlanning(calls, rollout.json());
    if (devices) {
      planning.devices(rollout.id());
      return Exit.OK;
    }
    var body = new JsonObject();
    if (by.reason() != null) {
      body.put("reason", by.reason());
    }
    return planning.tell(calls.act(rollout.id(), "plan", body, by.headers()), patience);
  }
}

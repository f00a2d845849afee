// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks for a rollout's devices anew, and shows its waves and what is to be expected. */
@Command(
    name = "plan",
    description = {
      "Looks for the devices anew, and shows the waves, the hash of the plan and a forecast.",
      "A plan that differs from the one that was approved has to be approved again."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast rollout plan r1 --failing 2% --hub-tier S1",
      "  firmcast rollout plan --file rollout.yaml   # a dry run: nothing is kept",
      "",
      "Exit codes: 0 planned, 1 cannot be planned any more, 3 no such rollout,",
      "4 the devices were not found in time."
    })
final class RolloutPlanCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ROLLOUT",
      description = "The rollout's name.")
  private @Nullable String id;

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Instead: plans the rollout in this file, and keeps nothing of it.")
  private @Nullable String file;

  @Option(
      names = "--list-devices",
      description = "Prints the devices instead, each behind its wave.")
  private boolean devices;

  @Option(names = "--no-forecast", description = "The plan only, which is quicker.")
  private boolean bare;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long the devices may be looked for (${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofSeconds(30);

  @Mixin private final ForecastOptions assumed = new ForecastOptions();

  @Mixin private final WhoOptions by = new WhoOptions();

  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Override
  public Integer call() throws InterruptedException {
    var calls = new RolloutCalls(service.api());
    var planning = new RolloutPlanning(calls, service.json());
    var forecast = bare ? new JsonObject().put("runs", 0) : assumed.json();
    if ((id == null) == (file == null)) {
      throw new CliFailure(Exit.USAGE, "Name the rollout, or a file with --file.");
    }
    if (file != null) {
      return dryRun(RolloutFile.of(YamlFile.read(file)), planning, forecast);
    }
    if (devices) {
      planning.devices(String.valueOf(id));
      return Exit.OK;
    }
    var body = new JsonObject().put("forecast", forecast);
    if (by.reason() != null) {
      body.put("reason", by.reason());
    }
    var planned = calls.act(String.valueOf(id), "plan", body, by.headers());
    return planning.tell(planned, patience, bare ? null : forecast);
  }

  private int dryRun(RolloutFile rollout, RolloutPlanning planning, JsonObject forecast) {
    if (devices) {
      throw new CliFailure(Exit.USAGE, "--list-devices is for a rollout that is kept.");
    }
    try {
      planning.dryRun(rollout.definition().copy().put("forecast", forecast), by.headers());
      return Exit.OK;
    } catch (ServiceProblem refused) {
      throw rollout.explained(refused);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a rollout of a file. */
@Command(
    name = "create",
    description = {
      "Makes a rollout of a file, and shows its plan. Nothing is started.",
      "The file is YAML or JSON; 'firmcast rollout schema' prints its JSON Schema. The same file"
          + " again changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  firmcast rollout create rollout.yaml",
      "  firmcast rollout create rollout.yaml --id again --devices-from failed.csv"
    })
final class RolloutCreateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The rollout; - reads it from stdin.")
  private String file = "";

  @Option(names = "--id", paramLabel = "NAME", description = "Its name, if not the file's.")
  private @Nullable String id;

  @Option(
      names = "--devices-from",
      paramLabel = "CSV",
      description = "The devices are the first column of this file.")
  private @Nullable Path devices;

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long its devices may be looked for (${DEFAULT-VALUE}).")
  private Duration patience = Duration.ofSeconds(30);

  @Mixin private final WhoOptions by = new WhoOptions();

  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Override
  public Integer call() throws InterruptedException {
    var read = RolloutFile.of(YamlFile.read(file));
    var rollout = devices == null ? read : read.forDevices(devices);
    var name = rollout.id(id);
    var body = rollout.body(name);
    if (by.reason() != null) {
      body.put("reason", by.reason());
    }
    var calls = new RolloutCalls(service.api());
    try {
      var made = calls.create(name, body, by.headers());
      return new RolloutPlanning(calls, service.json()).tell(made, patience, null);
    } catch (ServiceProblem refused) {
      throw rollout.explained(refused);
    }
  }
}

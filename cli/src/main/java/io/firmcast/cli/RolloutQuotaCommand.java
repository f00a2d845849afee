// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the orchestrator asks of its hub. */
@Command(
    name = "quota",
    description = {
      "Shows what the orchestrator may ask of its hub and what it has asked, and what the rollouts"
          + " that run were forecast to ask in all."
    })
final class RolloutQuotaCommand implements Callable<Integer> {
  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Override
  public Integer call() {
    var quota = service.api().get("/api/v1/quota");
    if (service.json()) {
      System.out.println(quota.encodePrettily());
      return Exit.OK;
    }
    System.out.println(title(quota));
    System.out.println();
    System.out.println(spend(quota.getJsonArray("value", new JsonArray())));
    var rollouts = quota.getJsonArray("rollouts", new JsonArray());
    if (!rollouts.isEmpty()) {
      System.out.println();
      System.out.println(forecast(rollouts));
    }
    return Exit.OK;
  }

  private static String title(JsonObject quota) {
    return quota.getString("tier").equals("NONE")
        ? "The hub has no limits that the orchestrator was told of."
        : "%s × %d, of which the orchestrator uses at most %s."
            .formatted(
                quota.getString("tier"),
                quota.getInteger("units"),
                ShareText.of(quota.getDouble("share")));
  }

  private static Table spend(JsonArray operations) {
    var table =
        new Table()
            .row("operation", "permitted/s", "last minute", "since start", "waiting", "for", "429");
    for (var each : operations) {
      var operation = (JsonObject) each;
      var wait = operation.getDouble("forecastSeconds", 0.0);
      table.row(
          operation.getString("operation").toLowerCase(Locale.ROOT).replace('_', ' '),
          Cell.of(operation.getValue("permittedPerSecond")),
          Cell.of(operation.getValue("lastMinute")),
          Cell.of(operation.getValue("sinceStart")),
          Cell.of(operation.getValue("waiting")),
          wait == 0 ? "-" : Span.of(Duration.ofMillis((long) (wait * 1_000))),
          Cell.of(operation.getValue("throttled")));
    }
    return table;
  }

  private static Table forecast(JsonArray rollouts) {
    var table =
        new Table().row("forecast", "methods", "twin reads", "twin writes", "days of quota");
    for (var each : rollouts) {
      var rollout = (JsonObject) each;
      var operations = rollout.getJsonObject("operations", new JsonObject());
      table.row(
          rollout.getString("id"),
          Cell.of(operations.getValue("methods")),
          Cell.of(operations.getValue("twinReads")),
          Long.toString(
              operations.getLong("desiredWrites", 0L) + operations.getLong("reportedWrites", 0L)),
          String.format(Locale.ROOT, "%.3f", rollout.getDouble("daysOfQuota", 0.0)));
    }
    return table;
  }
}

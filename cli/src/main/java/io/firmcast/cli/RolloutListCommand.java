// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** All rollouts. */
@Command(name = "list", description = "Lists rollouts, the newest first.")
final class RolloutListCommand implements Callable<Integer> {
  @Option(names = "--state", paramLabel = "STATE", description = "Only those, such as running.")
  private @Nullable String state;

  @Option(names = "--top", paramLabel = "N", description = "No more than N of them.")
  private int top = Integer.MAX_VALUE;

  @Mixin private final ServiceOptions service = new ServiceOptions();

  @Override
  public Integer call() {
    if (top < 1) {
      throw new CliFailure(Exit.USAGE, "--top must be 1 or more.");
    }
    List<JsonObject> found = new ArrayList<>();
    new RolloutCalls(service.api())
        .each(
            state,
            rollout -> {
              found.add(rollout);
              return found.size() < top;
            });
    if (service.json()) {
      System.out.println(new JsonArray(found).encodePrettily());
    } else if (found.isEmpty()) {
      System.err.println("No rollouts.");
    } else {
      System.out.println(table(found));
    }
    return Exit.OK;
  }

  private static Table table(List<JsonObject> rollouts) {
    var table =
        new Table().row("rollout", "state", "wave", "devices", "succeeded", "failed", "created");
    for (var each : rollouts) {
      var rollout = new RolloutText(each);
      table.row(
          rollout.id(),
          rollout.state(),
          Integer.toString(rollout.wave()),
          Integer.toString(rollout.devices()),
          Integer.toString(rollout.succeeded()),
          Integer.toString(rollout.failed()),
          Cell.of(each.getValue("createdAt")));
    }
    return table;
  }
}

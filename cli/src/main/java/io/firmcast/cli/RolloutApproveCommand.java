// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Approves the plan that was looked at, and no other. */
@Command(
    name = "approve",
    description = {
      "Approves the plan with this hash, which 'firmcast rollout plan' shows.",
      "Whoever approves it approves its definition and its devices; if either has changed since,"
          + " it is refused."
    })
final class RolloutApproveCommand extends RolloutAction {
  @Option(
      names = "--plan",
      paramLabel = "HASH",
      required = true,
      description = "The hash, or its first 12 digits or more.")
  private String plan = "";

  RolloutApproveCommand() {
    super("approve");
  }

  @Override
  JsonObject body(RolloutCalls calls, String id) {
    return new JsonObject().put("plan", plan.length() == 64 ? plan : whole(calls, id));
  }

  private String whole(RolloutCalls calls, String id) {
    if (!plan.matches("[0-9a-f]{12,64}")) {
      throw new CliFailure(Exit.USAGE, "--plan must be 12 to 64 hexadecimal digits.");
    }
    var now = calls.show(id, null).getString("plan", "");
    if (!now.startsWith(plan)) {
      throw new CliFailure(
          Exit.FAILED,
          "the plan of %s is %s now, not %s…: look at it again.".formatted(id, now, plan));
    }
    return now;
  }
}

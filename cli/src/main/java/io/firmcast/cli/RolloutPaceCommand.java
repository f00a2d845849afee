// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes how fast a rollout is, also while it runs. */
@Command(name = "pace", description = "Changes how many devices at once, and how fast.")
final class RolloutPaceCommand extends RolloutAction {
  @Option(names = "--in-flight", paramLabel = "N", description = "At most N devices at once.")
  private @Nullable Integer inFlight;

  @Option(
      names = "--parked",
      paramLabel = "N",
      description = "At most N offline devices with an update in their twin.")
  private @Nullable Integer parked;

  @Option(
      names = "--per-minute",
      paramLabel = "N",
      description = "N devices a minute, constantly; 0 for no such limit.")
  private @Nullable Integer perMinute;

  RolloutPaceCommand() {
    super("changePace");
  }

  @Override
  JsonObject body(RolloutCalls calls, String id) {
    if (inFlight == null && parked == null && perMinute == null) {
      throw new CliFailure(
          Exit.USAGE, "Say what is to change: --in-flight, --parked or --per-minute.");
    }
    var pace = calls.show(id, null).getJsonObject("pace", new JsonObject()).copy();
    if (inFlight != null) {
      pace.put("inFlight", inFlight);
    }
    if (parked != null) {
      pace.put("parked", parked);
    }
    if (perMinute != null) {
      pace.remove("rate");
    }
    if (perMinute != null && perMinute != 0) {
      pace.put("rate", new JsonObject().put("perMinute", perMinute));
    }
    return new JsonObject().put("pace", pace);
  }
}

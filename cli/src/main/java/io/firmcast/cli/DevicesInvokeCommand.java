// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Calls a direct method. */
@Command(
    name = "invoke",
    description = "Calls a direct method of a connected device, and prints what it answers.",
    footer = {
      "",
      "The exit code is 0 whatever status the device answers; 4 if it did not answer in time.",
      "",
      "Example:",
      "  firmcast devices invoke -d sim-0 --mn reboot --mp '{\"delay\":3}' --to 10"
    })
final class DevicesInvokeCommand implements Callable<Integer> {

  @Mixin private final IdentityOptions which = new IdentityOptions();

  @Option(
      names = {"--mn", "--method-name"},
      required = true,
      paramLabel = "NAME",
      description = "The method.")
  private String name = "";

  @Option(
      names = {"--mp", "--method-payload", "--mc", "--method-content"},
      paramLabel = "JSON",
      converter = JsonText.Any.class,
      defaultValue = "null",
      description = "What to give it: any JSON (${DEFAULT-VALUE}).")
  private JsonText payload = new JsonText(null);

  @Option(
      names = {"--to", "--timeout", "--response-timeout"},
      paramLabel = "TIME",
      converter = SecondsText.class,
      defaultValue = "30s",
      description = "How long the hub waits for the answer, 5 to 300 s (${DEFAULT-VALUE}).")
  private Duration responseTimeout = Duration.ofSeconds(30);

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = SecondsText.class,
      defaultValue = "0s",
      description =
          "How long the hub waits for a device that is not connected, 0 to 300 s"
              + " (${DEFAULT-VALUE}).")
  private Duration connectTimeout = Duration.ZERO;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var identity = which.identity();
    var method = method();
    var answer = hub.ask(HubWords.about(identity), devices -> devices.invoke(identity, method));
    System.out.println(hub.json() ? json(answer).encodePrettily() : table(answer));
    return Exit.OK;
  }

  private DirectMethod method() {
    try {
      return new DirectMethod(name, payload.value(), connectTimeout, responseTimeout);
    } catch (IllegalArgumentException outOfBounds) {
      throw new CliFailure(
          Exit.USAGE, "--to must be 5 to 300 seconds, and --connect-timeout 0 to 300.");
    }
  }

  private static JsonObject json(MethodAnswer answer) {
    return new JsonObject().put("status", answer.status()).put("payload", answer.payload());
  }

  private static Table table(MethodAnswer answer) {
    var table = new Table().row("status", Integer.toString(answer.status()));
    if (answer.payload() instanceof JsonObject object && !object.isEmpty()) {
      new FlatJson(object).forEach((name, value) -> table.row("payload." + name, value));
    } else {
      table.row("payload", Cell.of(answer.payload()));
    }
    return table;
  }
}

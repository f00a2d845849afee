// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The shared access policies of the local hub that runs. */
@Command(
    name = "policy",
    description = {
      "Lists the policies of the running local hub, and renews their keys.",
      "In the manner of 'az iot hub policy', which does it for Azure's."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  firmcast hub policy list",
      "  firmcast hub policy connection-string -n service",
      "  firmcast hub policy renew-key -n service --rk secondary"
    })
final class HubPolicyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }

  @Command(name = "list", description = "Lists the policies with their rights, without keys.")
  int list(@Mixin DeviceHubOptions hub) {
    var rows = HubAnswer.rows(hub.admin().get("/policies"));
    rows.forEach(
        policy -> {
          policy.remove("primaryKey");
          policy.remove("secondaryKey");
        });
    return HubAnswer.print(hub, rows);
  }

  @Command(
      name = "connection-string",
      description = "Prints a policy's connection string, which is a secret, and nothing else.")
  int connectionString(
      @Mixin DeviceHubOptions hub,
      @Option(
              names = {"-n", "--policy-name"},
              paramLabel = "NAME",
              defaultValue = "iothubowner",
              description = "The policy (${DEFAULT-VALUE}).")
          String name,
      @Option(
              names = {"--kt", "--key-type"},
              paramLabel = "KEY",
              defaultValue = "primary",
              description = "primary or secondary (${DEFAULT-VALUE}).")
          KeyType key) {
    var policy = hub.admin().get("/policies/" + ServiceApi.segment(name));
    var text =
        "HostName=%s;SharedAccessKeyName=%s;SharedAccessKey=%s"
            .formatted(hub.service().hostName(), name, policy.getString(key.member()));
    System.out.println(
        hub.json() ? new JsonObject().put("connectionString", text).encodePrettily() : text);
    return Exit.OK;
  }

  @Command(
      name = "renew-key",
      description = {
        "Makes one key of a policy anew: tokens of the old one are refused from now on.",
        "The other key stays, so that clients can change over first."
      })
  int renewKey(
      @Mixin DeviceHubOptions hub,
      @Option(
              names = {"-n", "--policy-name"},
              paramLabel = "NAME",
              required = true,
              description = "The policy.")
          String name,
      @Option(
              names = {"--rk", "--renew-key"},
              paramLabel = "KEY",
              required = true,
              description = "primary or secondary.")
          KeyType key) {
    var which = key == KeyType.PRIMARY ? "primary" : "secondary";
    hub.admin()
        .send(
            "POST",
            "/policies/" + ServiceApi.segment(name) + "/regenerate",
            new JsonObject().put("key", which));
    System.err.printf("The %s key of %s is a new one.%n", which, name);
    return Exit.OK;
  }
}

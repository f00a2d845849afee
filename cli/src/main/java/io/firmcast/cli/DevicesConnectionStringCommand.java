// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a connection string and nothing else, for scripts. */
@Command(
    name = "connection-string",
    description =
        "Prints what the program of a device, or of a module, connects with, key included.",
    footer = {
      "",
      "Example:",
      "  export IOTHUB_DEVICE_CONNECTION_STRING=\"$(firmcast devices connection-string -d sim-0)\""
    })
final class DevicesConnectionStringCommand implements Callable<Integer> {

  @Mixin private final IdentityOptions which = new IdentityOptions();

  @Option(
      names = {"--kt", "--key-type"},
      paramLabel = "KEY",
      defaultValue = "primary",
      description = "primary or secondary (${DEFAULT-VALUE}).")
  private KeyType key = KeyType.PRIMARY;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var identity = which.identity();
    var document = hub.ask(HubWords.about(identity), devices -> devices.identity(identity));
    var text = new IdentityView(document, hub.host(), true).connectionString(key);
    System.out.println(
        hub.json() ? new JsonObject().put("connectionString", text).encodePrettily() : text);
    return Exit.OK;
  }
}

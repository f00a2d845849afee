// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets a device connect, or keeps it out. */
@Command(
    name = "update",
    description =
        "Enables a device, or disables it: that ends its connection and refuses new ones.")
final class DevicesUpdateCommand implements Callable<Integer> {

  @Option(
      names = {"-d", "--device-id"},
      required = true,
      paramLabel = "ID",
      description = "The device.")
  private String device = "";

  @Option(
      names = "--status",
      required = true,
      paramLabel = "STATUS",
      description = "enabled or disabled.")
  private DeviceStatus status = DeviceStatus.ENABLED;

  @Option(
      names = "--status-reason",
      paramLabel = "TEXT",
      description = "Why, for whoever looks at it later.")
  private @Nullable String reason;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var identity = IdentityOptions.identity(device, null);
    var document =
        hub.ask(
            HubWords.about(identity),
            devices -> devices.enable(identity, status.isEnabled(), reason));
    var view = new IdentityView(document, hub.host(), false);
    System.out.println(hub.json() ? view.json().encodePrettily() : view.table());
    return Exit.OK;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows one identity of the registry. */
@Command(
    name = "show",
    description = "Shows a device, or a module, as the registry has it; its twin is under 'twin'.")
final class DevicesShowCommand implements Callable<Integer> {

  @Mixin private final IdentityOptions which = new IdentityOptions();

  @Option(
      names = "--show-connection-string",
      description = "Show its keys too, and what its program connects with.")
  private boolean secrets;

  @Mixin private final DeviceHubOptions hub = new DeviceHubOptions();

  @Override
  public Integer call() {
    var identity = which.identity();
    var document = hub.ask(HubWords.about(identity), devices -> devices.identity(identity));
    var view = new IdentityView(document, hub.host(), secrets);
    System.out.println(hub.json() ? view.json().encodePrettily() : view.table());
    return Exit.OK;
  }
}

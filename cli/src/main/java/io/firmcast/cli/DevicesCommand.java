// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The devices of a hub, as {@code az iot hub} shows and changes them. */
@Command(
    name = "devices",
    description = {
      "Creates, lists, shows, changes, calls and deletes the devices of a hub.",
      "Any IoT Hub, with IOTHUB_CONNECTION_STRING; without it, the local hub that keeps its data"
          + " in --data."
    },
    subcommands = {
      DevicesCreateCommand.class,
      DevicesListCommand.class,
      DevicesShowCommand.class,
      DevicesTwinCommand.class,
      DevicesInvokeCommand.class,
      DevicesUpdateCommand.class,
      DevicesDeleteCommand.class,
      DevicesConnectionStringCommand.class,
      DevicesTokenCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 no such device or module, 4 the device did not"
          + " answer in time.",
      "JSON may also be given as @FILE, or as - to read it from stdin."
    })
final class DevicesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }
}

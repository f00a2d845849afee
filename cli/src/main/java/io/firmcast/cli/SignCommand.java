// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The release office: keys, and what they sign. */
@Command(
    name = "sign",
    description = {
      "Makes keys, and signs what devices in real mode install.",
      "Root keys (kept offline) sign key sets and permits; release keys sign manifests."
    },
    subcommands = {SignKeysCommand.class, SignManifestCommand.class, SignPermitCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example, from nothing to a signed update:",
      "  firmcast sign keys new root",
      "  firmcast sign keys new release",
      "  firmcast sign keys trust --root root.pub --release release.pub --key root.key --out trust",
      "  firmcast sign manifest image.bin --key release.key --uri https://fw.example/image.bin \\",
      "    --model router --hardware-revision b2 --firmware-version 2.1.0 --counter 7 > update.json"
    })
final class SignCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }
}

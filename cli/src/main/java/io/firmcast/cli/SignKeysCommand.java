// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keys, and the set of them that devices trust. */
@Command(
    name = "keys",
    description = "Makes keys, and the file of those that devices trust.",
    subcommands = {SignKeysNewCommand.class, SignKeysTrustCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class SignKeysCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }
}

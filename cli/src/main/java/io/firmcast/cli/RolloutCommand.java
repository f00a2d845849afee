// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Rollouts: one firmware for many devices, in waves. */
@Command(
    name = "rollout",
    description = {
      "Makes rollouts of files, starts and stops them, and says how they go and why.",
      "A rollout brings one firmware to many devices, in waves; docs/rollouts.md explains them."
    },
    subcommands = {
      RolloutCreateCommand.class,
      RolloutPlanCommand.class,
      RolloutForecastCommand.class,
      RolloutApproveCommand.class,
      RolloutActions.Deny.class,
      RolloutActions.Start.class,
      RolloutListCommand.class,
      RolloutShowCommand.class,
      RolloutWatchCommand.class,
      RolloutActions.Pause.class,
      RolloutActions.Resume.class,
      RolloutActions.NextWave.class,
      RolloutPaceCommand.class,
      RolloutActions.Cancel.class,
      RolloutActions.Abort.class,
      RolloutActions.RollBack.class,
      RolloutActions.Retry.class,
      RolloutWhyCommand.class,
      RolloutLogCommand.class,
      RolloutExportCommand.class,
      RolloutQuotaCommand.class,
      RolloutSchemaCommand.class,
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 usage, 3 no such rollout or device, 4 timed out."
    })
final class RolloutCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out, CommandLine.Help.Ansi.AUTO);
    return Exit.OK;
  }
}

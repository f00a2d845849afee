// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Why a device of a rollout is as it is. */
@Command(
    name = "why",
    description = "Says of one device in one sentence why it is as it is, with the numbers.",
    footer = {"", "Exit codes: 0 said, 3 no such rollout, or the device is not in it."})
final class RolloutWhyCommand implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Parameters(index = "1", paramLabel = "DEVICE", description = "The device's id.")
  private String device = "";

  @Override
  public Integer call() {
    var why = rollout.calls().why(rollout.id(), device);
    System.out.println(
        rollout.json() ? why.encodePrettily() : device + " " + why.getString("why", ""));
    return Exit.OK;
  }
}

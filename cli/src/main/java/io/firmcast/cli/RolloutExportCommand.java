// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The devices of a rollout, for other programs. */
@Command(
    name = "export",
    description = "Prints every device of a rollout: its wave, state, reason and update.",
    footer = {
      "",
      "Examples:",
      "  firmcast rollout export r1 > r1.csv",
      "  firmcast rollout export r1 --state failed --format json"
    })
final class RolloutExportCommand implements Callable<Integer> {

  /** How the devices are written. */
  enum Format {
    CSV,
    JSON
  }

  @Parameters(paramLabel = "ROLLOUT", description = "The rollout's name.")
  private String id = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description = "csv, or json for one object a line (${DEFAULT-VALUE}).")
  private Format format = Format.CSV;

  @Option(names = "--state", paramLabel = "STATE", description = "Only those, such as failed.")
  private @Nullable String state;

  @Mixin private final UrlOption url = new UrlOption();

  @Override
  public Integer call() {
    var calls = new RolloutCalls(url.api());
    if (format == Format.CSV) {
      calls.csv(id, state, System.out);
      return Exit.OK;
    }
    calls.eachDevice(
        id,
        state,
        device -> {
          System.out.println(device.encode());
          return !System.out.checkError(); // or whoever read this has gone
        });
    return Exit.OK;
  }
}

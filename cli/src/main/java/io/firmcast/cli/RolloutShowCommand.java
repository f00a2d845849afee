// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One rollout, now or at any moment before. */
@Command(name = "show", description = "Shows a rollout and its waves, as they are or were.")
final class RolloutShowCommand implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "As it was then, such as 2026-12-24T18:00:00Z.")
  private @Nullable String at;

  @Option(names = "--definition", description = "What was asked for, with every default.")
  private boolean definition;

  @Override
  public Integer call() {
    var calls = rollout.calls();
    if (definition) {
      var asked = calls.definition(rollout.id());
      if (rollout.json()) {
        System.out.println(asked.encodePrettily());
      } else {
        var table = new Table();
        new FlatJson(asked).forEach(table::row);
        System.out.println(table);
      }
      return Exit.OK;
    }
    var shown = calls.show(rollout.id(), at);
    System.out.println(rollout.json() ? shown.encodePrettily() : new RolloutText(shown).table());
    return Exit.OK;
  }
}

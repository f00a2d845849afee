// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is to be expected of a rollout, or was when it was started. */
@Command(
    name = "forecast",
    description = {
      "Before the start, or with any option: rehearses the rollout as it is planned, and says what"
          + " is to be expected. Nothing is changed.",
      "After the start: shows what was forecast then, beside what came."
    },
    footer = {
      "",
      "Example: what if a fifth of them fail?",
      "  firmcast rollout forecast r1 --failing 20%"
    })
final class RolloutForecastCommand implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Mixin private final ForecastOptions assumed = new ForecastOptions();

  @Override
  public Integer call() {
    var calls = rollout.calls();
    var id = rollout.id();
    var begun = !assumed.isGiven() && calls.show(id, null).containsKey("startedAt");
    var forecast = begun ? calls.keptForecast(id) : calls.forecast(id, assumed.json());
    System.out.println(rollout.json() ? forecast.encodePrettily() : new ForecastText(forecast));
    return Exit.OK;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.plan.StableHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What several rehearsals say of a rollout.
 *
 * @param runs how many there were
 * @param p50 half of those that completed had by then; null where none did
 * @param p90 nine of ten had; null where none did
 * @param completed share of the runs that came to their end, 0 to 1
 * @param stopped share of those that errors stopped, 0 to 1; the rest had not ended after 400 days,
 *     or the schedule ended it
 * @param operations of the run in the middle
 * @param leastSeconds in which the hub lets these through
 * @param daysOfQuota how many days' messages of the hub they cost
 */
public record Forecast(
    int runs,
    int devices,
    @Nullable Duration p50,
    @Nullable Duration p90,
    double completed,
    double stopped,
    Operations operations,
    double leastSeconds,
    double daysOfQuota,
    List<WaveForecast> waves) {
  public Forecast {
    waves = List.copyOf(waves);
  }

  /**
   * When one wave is passed, counted from the start.
   *
   * @param number from 1
   */
  public record WaveForecast(
      int number, int devices, @Nullable Duration p50, @Nullable Duration p90) {}

  /**
   * Rehearses so many times, each with a seed of its own; the same arguments give the same
   * forecast.
   *
   * @param runs 1 to 1,000; one of 100,000 devices takes some seconds
   * @param stop asked again and again whether nobody wants it any more
   * @throws java.util.concurrent.CancellationException when nobody does
   */
  public static Forecast of(
      Scene scene, HubTier tier, DeviceModel model, int runs, long seed, BooleanSupplier stop) {
    return of(
        IntStream.range(0, runs)
            .mapToObj(run -> WhatIf.run(scene, tier, model, StableHash.with(seed, run), stop))
            .toList(),
        tier);
  }

  private static Forecast of(List<Run> runs, HubTier tier) {
    var completed =
        runs.stream()
            .filter(it -> it.end() == RolloutState.COMPLETED)
            .map(Run::took)
            .sorted()
            .toList();
    var stopped = runs.stream().filter(Forecast::isStopped).count();
    var middle =
        runs.stream()
            .map(Run::operations)
            .sorted(Forecast::byMessages)
            .toList()
            .get(runs.size() / 2);
    var view = runs.get(0).view();
    return new Forecast(
        runs.size(),
        view.devices(),
        quantile(completed, 0.5),
        quantile(completed, 0.9),
        (double) completed.size() / runs.size(),
        (double) stopped / runs.size(),
        middle,
        middle.leastSeconds(tier),
        middle.daysOfQuota(tier),
        waves(runs));
  }

  private static boolean isStopped(Run run) {
    return switch (run.end()) {
      case PAUSED, ABORTED, ROLLED_BACK -> true;
      default -> false;
    };
  }

  private static List<WaveForecast> waves(List<Run> runs) {
    var waves = new ArrayList<WaveForecast>();
    for (var wave : runs.get(0).view().waves()) {
      var times =
          runs.stream()
              .map(run -> run.waves().get(wave.number() - 1))
              .filter(time -> !time.isNegative())
              .sorted()
              .toList();
      waves.add(
          new WaveForecast(
              wave.number(), wave.devices(), quantile(times, 0.5), quantile(times, 0.9)));
    }
    return waves;
  }

  private static int byMessages(Operations one, Operations other) {
    return Long.compare(one.messages(), other.messages());
  }

  /** The smallest that so large a share does not exceed. */
  private static @Nullable Duration quantile(List<Duration> sorted, double share) {
    return sorted.isEmpty() ? null : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}

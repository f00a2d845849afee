// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.CanaryAnalysis;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The canary analysis: updated devices against held-back ones, by a mixture sequential probability
 * ratio test (Robbins; Johari, Pekelis, Walsh 2015), whose p-value holds at whichever moment it is
 * looked at.
 */
final class Comparison {
  private final Sample treated = new Sample();
  private final Sample control = new Sample();

  /** The smallest that it ever was: evidence that once sufficed is not taken back. */
  private double pValue = 1;

  /** One side's values, by Welford. */
  static final class Sample {
    private long count;
    private double mean;
    private double squares;

    void add(double value) {
      count++;
      var before = value - mean;
      mean += before / count;
      squares += before * (value - mean);
    }

    double variance() {
      return count < 2 ? 0 : squares / (count - 1);
    }

    void write(DataOutput out) throws IOException {
      out.writeLong(count);
      out.writeDouble(mean);
      out.writeDouble(squares);
    }
  }

  /** Asks for its number if it is one of the wave that succeeded, or one that is held back. */
  void ask(Core core, CanaryAnalysis analysis, int place) {
    var fleet = core.fleet;
    var isUpdated = fleet.wave(place) == core.wave && fleet.state(place).isSuccess();
    var isHeldBack =
        place >= fleet.size() - analysis.control() && fleet.state(place) == DeviceState.QUEUED;
    if ((isUpdated || isHeldBack) && !fleet.is(place, Flag.MEASURED)) {
      core.command(new Command.Measure(core.members.device(place), analysis.property()));
    }
  }

  /** Takes a number; why the wave has to stop, or null. */
  @Nullable String take(boolean isTreated, double value, CanaryAnalysis analysis) {
    (isTreated ? treated : control).add(value);
    if (treated.count < analysis.minimumSample() || control.count < analysis.minimumSample()) {
      return null;
    }
    var difference = treated.mean - control.mean;
    var variance = treated.variance() / treated.count + control.variance() / control.count;
    pValue = Math.min(pValue, pValue(difference, variance, analysis.effect()));
    var isWorse =
        analysis.better() == CanaryAnalysis.Better.LOWER ? difference > 0 : difference < 0;
    return isWorse && pValue <= analysis.alpha() ? sentence(analysis) : null;
  }

  double pValue() {
    return pValue;
  }

  void write(DataOutput out) throws IOException {
    treated.write(out);
    control.write(out);
    out.writeDouble(pValue);
  }

  /**
   * 1 / Λ with a normal mixture of standard deviation {@code effect} around no difference. Values
   * that do not vary at all prove any difference.
   */
  private static double pValue(double difference, double variance, double effect) {
    if (variance == 0) {
      return difference == 0 ? 1 : 0;
    }
    var mixture = effect * effect;
    var logRatio =
        0.5 * Math.log(variance / (variance + mixture))
            + mixture * difference * difference / (2 * variance * (variance + mixture));
    return Math.min(1, Math.exp(-logRatio));
  }

  private String sentence(CanaryAnalysis analysis) {
    return "canary analysis: "
        + analysis.property()
        + " is "
        + round(treated.mean)
        + " on "
        + treated.count
        + " updated devices and "
        + round(control.mean)
        + " on "
        + control.count
        + " others (p = "
        + round(pValue)
        + ")";
  }

  private static double round(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a device may be in one phase: a fixed time, or so many times the p99 of those that are
 * through with it. Until enough are, a learned one does not apply.
 *
 * @param fixed null where it is learned
 * @param timesP99 1 to 100; null where it is fixed
 * @param minimumSample finished phases before anything is learned
 * @param least what is learned is never shorter than this
 */
public record PhaseDeadline(
    @Nullable Duration fixed, @Nullable Double timesP99, int minimumSample, Duration least) {
  public static final PhaseDeadline DEFAULT =
      new PhaseDeadline(null, null, 20, Duration.ofMinutes(1));

  public PhaseDeadline {
    new Limits()
        .must(fixed == null || timesP99 == null, "fixed", "not stand beside timesP99")
        .must(fixed == null || (!fixed.isNegative() && !fixed.isZero()), "fixed", "be more than 0")
        .must(timesP99 == null || (timesP99 >= 1 && timesP99 <= 100), "timesP99", "be 1 to 100")
        .between(1, minimumSample, 1_000_000, "minimumSample")
        .must(!least.isNegative(), "least", "be 0 or more")
        .enforce();
  }

  public static PhaseDeadline fixed(Duration time) {
    return new PhaseDeadline(time, null, DEFAULT.minimumSample, DEFAULT.least);
  }

  public static PhaseDeadline learned(double timesP99) {
    return new PhaseDeadline(null, timesP99, DEFAULT.minimumSample, DEFAULT.least);
  }
}

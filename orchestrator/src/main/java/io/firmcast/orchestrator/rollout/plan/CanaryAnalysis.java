// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

/**
 * Compares a number that updated devices report with the same number of devices that are held back,
 * by a test that may be looked at after every value without growing its error.
 *
 * @param property path of a numeric reported property, dots between names
 * @param better whether a lower or a higher number is the good direction
 * @param effect the difference of means that matters, in the property's unit, above 0
 * @param alpha chance of a false alarm, 0.001 to 0.5
 * @param control devices held back to compare with, 2 to 100,000; they come last
 * @param minimumSample values of each side before anything is decided, 2 or more
 */
public record CanaryAnalysis(
    @Required String property,
    Better better,
    @Required double effect,
    double alpha,
    int control,
    int minimumSample) {
  public static final CanaryAnalysis DEFAULT =
      new CanaryAnalysis("property", Better.LOWER, 1, 0.05, 50, 10);

  /** Which direction is good. */
  public enum Better {
    LOWER,
    HIGHER
  }

  public CanaryAnalysis {
    new Limits()
        .must(!property.isBlank() && property.length() <= 256, "property", "be 1 to 256 characters")
        .must(effect > 0 && effect < Double.MAX_VALUE, "effect", "be a number above 0")
        .must(alpha >= 0.001 && alpha <= 0.5, "alpha", "be 0.001 to 0.5")
        .between(2, control, 100_000, "control")
        .between(2, minimumSample, 100_000, "minimumSample")
        .enforce();
  }
}

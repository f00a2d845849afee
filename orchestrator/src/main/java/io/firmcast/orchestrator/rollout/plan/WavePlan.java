// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One wave as it is asked for.
 *
 * @param name for people; null for its number
 * @param size of all devices, or a number
 * @param success share of the wave that must have succeeded before the next one may begin
 * @param errors when there were too many
 * @param soak how long it is watched after the success, up to 30 days
 * @param gate whether a person has to open the next wave
 */
public record WavePlan(
    @Nullable String name,
    @Required WaveSize size,
    Share success,
    ErrorLimit errors,
    Duration soak,
    boolean gate) {
  public static final WavePlan DEFAULT =
      new WavePlan(
          null, WaveSize.percent(100), Share.percent(95), ErrorLimit.DEFAULT, Duration.ZERO, false);

  public WavePlan {
    new Limits()
        .must(name == null || (!name.isBlank() && name.length() <= 64), "name", "be 1 to 64 long")
        .between(Duration.ZERO, soak, Duration.ofDays(30), "soak")
        .enforce();
  }

  /** A wave of that size and the defaults. */
  public static WavePlan of(WaveSize size) {
    return DEFAULT.withSize(size);
  }

  public WavePlan withSize(WaveSize other) {
    return new WavePlan(name, other, success, errors, soak, gate);
  }

  public WavePlan withName(String other) {
    return new WavePlan(other, size, success, errors, soak, gate);
  }

  public WavePlan withSuccess(Share other) {
    return new WavePlan(name, size, other, errors, soak, gate);
  }

  public WavePlan withErrors(ErrorLimit other) {
    return new WavePlan(name, size, success, other, soak, gate);
  }

  public WavePlan withSoak(Duration other) {
    return new WavePlan(name, size, success, errors, other, gate);
  }

  public WavePlan withGate(boolean other) {
    return new WavePlan(name, size, success, errors, soak, other);
  }
}

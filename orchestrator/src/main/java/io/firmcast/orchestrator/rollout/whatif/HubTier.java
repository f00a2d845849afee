// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import java.util.List;

/**
 * What a hub allows (iot-hub-protocol.md section 7), all its units together.
 *
 * @param messagesPerDay its daily quota, which methods, twins and their changes are charged to
 */
public record HubTier(
    String name,
    double methodsPerSecond,
    double twinReadsPerSecond,
    double twinWritesPerSecond,
    long messagesPerDay) {
  public static final HubTier DEFAULT = s1(1);

  /** One that limits nothing, as a local hub. */
  public static final HubTier NONE =
      new HubTier(
          "NONE",
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Double.POSITIVE_INFINITY,
          Long.MAX_VALUE);

  public HubTier {
    if (!(methodsPerSecond > 0 && twinReadsPerSecond > 0 && twinWritesPerSecond > 0)
        || messagesPerDay < 1) {
      throw new BadDefinition(List.of(new Flaw("", "must allow something of everything")));
    }
  }

  /** The rates of S1, but a small quota. */
  public static HubTier f1() {
    return new HubTier("F1", 40, 100, 50, 8_000);
  }

  public static HubTier s1(int units) {
    return new HubTier("S1", 40.0 * units, 100, 50, 400_000L * units);
  }

  public static HubTier s2(int units) {
    return new HubTier(
        "S2",
        120.0 * units,
        Math.max(100, 10 * units),
        Math.max(50, 5 * units),
        6_000_000L * units);
  }

  public static HubTier s3(int units) {
    return new HubTier("S3", 6_000.0 * units, 500.0 * units, 250.0 * units, 300_000_000L * units);
  }
}

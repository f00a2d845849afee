// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that goes wrong.
 *
 * @param rate how often, of all occasions, 0 to 1
 * @param devices whose; {@code *} stands for any text and {@code ?} for one character
 * @param lasting how long the rule is on; null until it is taken away
 * @param seed of its decisions: the n-th occasion of a device falls the same way each time
 * @param time where the kind has one, else {@link Span#NONE}
 * @param count how many deliveries, where the kind has a count, else 1
 * @param status which HTTP status, where the kind has one, else 0
 */
public record FaultRule(
    FaultKind kind,
    double rate,
    String devices,
    @Nullable Duration lasting,
    long seed,
    Span time,
    int count,
    int status) {

  private static final int MOST_COPIES = 100;
  private static final Duration LONGEST_TIME = Duration.ofDays(1);

  public FaultRule {
    refuseIf(!(rate >= 0 && rate <= 1), "rate: must be between 0 and 1");
    refuseIf(devices.isEmpty(), "devices: must not be empty");
    refuseIf(
        lasting != null && (lasting.isZero() || lasting.isNegative()), "for: must be above 0s");
    refuseIf(time.most().compareTo(LONGEST_TIME) > 0, "time: must be at most 24h");
    refuseIf(kind.repeats() && time.least().isZero(), "time: must be above 0s for " + kind.text());
    refuseIf(count < 1 || count > MOST_COPIES, "count: must be between 1 and " + MOST_COPIES);
    refuseIf(
        kind.parameter().equals("status") && Failing.of(status) == null,
        "status: must be one of 429, 500, 503 and 504");
  }

  /** Always, for all devices, until taken away. */
  public static FaultRule of(FaultKind kind) {
    return FaultText.rule(kind);
  }

  /** Reads {@code kind[:name=value,…]}, as it is given to the command line. */
  public static FaultRule of(String text) {
    return FaultText.parse(text);
  }

  public FaultRule withRate(double newRate) {
    return new FaultRule(kind, newRate, devices, lasting, seed, time, count, status);
  }

  public FaultRule withDevices(String newDevices) {
    return new FaultRule(kind, rate, newDevices, lasting, seed, time, count, status);
  }

  public FaultRule withLasting(@Nullable Duration newLasting) {
    return new FaultRule(kind, rate, devices, newLasting, seed, time, count, status);
  }

  public FaultRule withSeed(long newSeed) {
    return new FaultRule(kind, rate, devices, lasting, newSeed, time, count, status);
  }

  public FaultRule withTime(Span newTime) {
    return new FaultRule(kind, rate, devices, lasting, seed, newTime, count, status);
  }

  public FaultRule withCount(int newCount) {
    return new FaultRule(kind, rate, devices, lasting, seed, time, newCount, status);
  }

  public FaultRule withStatus(int newStatus) {
    return new FaultRule(kind, rate, devices, lasting, seed, time, count, newStatus);
  }

  private static void refuseIf(boolean broken, String problem) {
    if (broken) {
      throw new IllegalArgumentException(problem);
    }
  }
}

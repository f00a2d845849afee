// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is paid for a hub.
 *
 * @param tier {@code F1}, {@code S1}, {@code S2}, {@code S3}, or {@code NONE} for one without rates
 * @param units of it, 1 to 200
 */
public record HubSize(String tier, int units) {
  private static final List<String> TIERS = List.of("NONE", "F1", "S1", "S2", "S3");

  public HubSize {
    tier = tier.toUpperCase(Locale.ROOT);
    var flaws = new ArrayList<Flaw>();
    if (!TIERS.contains(tier)) {
      flaws.add(new Flaw("/tier", "must be one of " + String.join(", ", TIERS)));
    }
    if (units < 1 || units > 200) {
      flaws.add(new Flaw("/units", "must be 1 to 200"));
    }
    if (!flaws.isEmpty()) {
      throw new BadDefinition(flaws);
    }
  }

  /** What all its units together allow. */
  public HubTier allows() {
    return switch (tier) {
      case "F1" -> HubTier.f1();
      case "S1" -> HubTier.s1(units);
      case "S2" -> HubTier.s2(units);
      case "S3" -> HubTier.s3(units);
      default -> HubTier.NONE;
    };
  }
}

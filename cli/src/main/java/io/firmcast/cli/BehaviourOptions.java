// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.localhub.HubBehaviour;
import io.firmcast.localhub.fault.FaultRule;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The local hub's limits and bad habits. */
final class BehaviourOptions {

  @Option(
      names = "--faithful",
      description =
          "Behave as one unit of a real S1: its rates, its daily quota, queries that lag, the odd"
              + " notification left out. Without this the hub is as fast as it can be.")
  private boolean faithful;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      converter = TierName.class,
      description = "The rates of F1, S1, S2, S3, B1, B2 or B3; above them there is 429.")
  private @Nullable Tier tier;

  @Option(names = "--units", paramLabel = "N", description = "How many units of the tier (1).")
  private @Nullable Integer units;

  @Option(
      names = "--fault",
      paramLabel = "KIND[:NAME=VALUE,…]",
      converter = RuleText.class,
      description =
          "Something that goes wrong, with rate=0..1 (1), devices=PATTERN (*), for=TIME, seed=N."
              + " May be given several times. 'firmcast hub --help' tells the kinds.")
  private List<FaultRule> faults = new ArrayList<>();

  HubBehaviour behaviour() {
    var base = faithful ? HubBehaviour.faithful() : HubBehaviour.FAST;
    var rules = new ArrayList<>(base.faults());
    rules.addAll(faults);
    var wanted = tier == null ? base.tier().tier() : tier;
    if (units != null && wanted == Tier.NONE) {
      throw new CliFailure(Exit.USAGE, "--units needs --tier, or --faithful.");
    }
    try {
      return base.withFaults(rules)
          .withTier(base.tier().withTier(wanted, units == null ? 1 : units));
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --units: %s.".formatted(wrong.getMessage()));
    }
  }

  private static final class TierName implements ITypeConverter<Tier> {

    @Override
    public Tier convert(String text) {
      try {
        return TierText.tier(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }

  private static final class RuleText implements ITypeConverter<FaultRule> {

    @Override
    public FaultRule convert(String text) {
      try {
        return FaultRule.of(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}

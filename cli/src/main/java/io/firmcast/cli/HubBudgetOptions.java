// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.HubTier;
import io.firmcast.kit.ConnectionString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How much of the hub a service may use. */
final class HubBudgetOptions {
  private static final double USUAL_SHARE = 0.95;

  @Option(
      names = "--hub-tier",
      paramLabel = "TIER",
      converter = TierName.class,
      description =
          "What the hub is paid for: F1, S1, S2, S3, or none for a hub without rates (none for a"
              + " hub on this machine, else S1).")
  private @Nullable HubTier tier;

  @Option(
      names = "--hub-units",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many units of the tier (${DEFAULT-VALUE}).")
  private int units = 1;

  @Option(
      names = "--hub-share",
      paramLabel = "PART",
      description =
          "Which part of what the hub permits, up to 1 (orchestrator 0.95, status-stream 0.5). Where"
              + " both use one hub, the parts should be 1 at most together.")
  private @Nullable Double share;

  HubRates rates(ConnectionString hub) {
    return rates(hub, USUAL_SHARE);
  }

  /**
   * @param usualShare where none is given
   */
  HubRates rates(ConnectionString hub, double usualShare) {
    var paid = tier == null ? usual(hub.host()) : tier;
    if (paid == HubTier.NONE) {
      return HubRates.UNLIMITED;
    }
    try {
      return new HubRates(paid, units, share == null ? usualShare : share);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check %s.".formatted(wrong.getMessage()));
    }
  }

  private static HubTier usual(String host) {
    return host.equals("localhost") || host.startsWith("127.") ? HubTier.NONE : HubTier.S1;
  }

  private static final class TierName implements ITypeConverter<HubTier> {
    @Override
    public HubTier convert(String text) {
      try {
        return HubTier.valueOf(text.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException unknown) {
        throw new TypeConversionException("'" + text + "' is none of F1, S1, S2, S3 and none");
      }
    }
  }
}

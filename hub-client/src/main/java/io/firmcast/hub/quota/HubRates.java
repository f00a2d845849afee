// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

/**
 * How much of a hub a process may use.
 *
 * @param units of the tier, 1 and up
 * @param share of what the hub permits, above 0 and at most 1; the devices and other services use
 *     the same hub
 */
public record HubRates(HubTier tier, int units, double share) {
  private static final double USUAL_SHARE = 0.95;

  /** No limit at all. */
  public static final HubRates UNLIMITED = new HubRates(HubTier.NONE, 1, 1);

  public HubRates {
    if (units < 1 || units > 200) {
      throw new IllegalArgumentException("hub-units must be 1 to 200, not " + units);
    }
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("hub-share must be above 0 and at most 1, not " + share);
    }
  }

  /** Nearly all that a hub of that size permits: what is measured at both ends never agrees. */
  public static HubRates of(HubTier tier, int units) {
    return new HubRates(tier, units, USUAL_SHARE);
  }

  /** How many this process may begin in a second; may be infinite. */
  public double perSecond(HubOperation operation) {
    return share * operation.perSecond(tier, units);
  }
}

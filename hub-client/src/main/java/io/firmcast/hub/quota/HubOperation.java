// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

/**
 * What a service does that a hub limits, each class with a rate of its own. The figures are those
 * of iot-hub-protocol.md section 7: what a hub has as a whole, then what each unit of the three
 * sizes has; the larger counts.
 */
public enum HubOperation {
  /** A direct method whose payload is at most 4 KB. */
  METHOD(1, 0, 40, 120, 6000),
  TWIN_READ(1, 100, 0, 10, 500),
  TWIN_UPDATE(1, 50, 0, 5, 250),
  /** One page of a query. */
  QUERY(60, 0, 20, 20, 1000);

  private final int seconds;
  private final int ofHub;
  private final int ofSmallUnit;
  private final int ofMediumUnit;
  private final int ofLargeUnit;

  HubOperation(int seconds, int ofHub, int ofSmallUnit, int ofMediumUnit, int ofLargeUnit) {
    this.seconds = seconds;
    this.ofHub = ofHub;
    this.ofSmallUnit = ofSmallUnit;
    this.ofMediumUnit = ofMediumUnit;
    this.ofLargeUnit = ofLargeUnit;
  }

  /** How many a hub of that size permits in a second; infinite without a tier. */
  double perSecond(HubTier tier, int units) {
    return switch (tier) {
      case NONE -> Double.POSITIVE_INFINITY;
      case F1, S1 -> perSecond(ofSmallUnit * units);
      case S2 -> perSecond(ofMediumUnit * units);
      case S3 -> perSecond(ofLargeUnit * units);
    };
  }

  private double perSecond(int ofUnits) {
    return (double) Math.max(ofHub, ofUnits) / seconds;
  }
}

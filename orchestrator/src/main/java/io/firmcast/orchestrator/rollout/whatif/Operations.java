// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

/**
 * What a rollout asks of a hub.
 *
 * @param methods direct methods
 * @param desiredWrites of twins
 * @param twinReads of twins
 * @param reportedWrites by the devices
 */
public record Operations(long methods, long desiredWrites, long twinReads, long reportedWrites) {

  /** What is charged to the daily quota: a method twice, a desired change with its notification. */
  public long messages() {
    return 2 * methods + 2 * desiredWrites + twinReads + reportedWrites;
  }

  /** The shortest time in which that hub lets all of them through, in seconds. */
  public double leastSeconds(HubTier tier) {
    return Math.max(
        methods / tier.methodsPerSecond(),
        Math.max(
            twinReads / tier.twinReadsPerSecond(),
            (desiredWrites + reportedWrites) / tier.twinWritesPerSecond()));
  }

  /** How many days' worth of the quota that is. */
  public double daysOfQuota(HubTier tier) {
    return (double) messages() / tier.messagesPerDay();
  }
}

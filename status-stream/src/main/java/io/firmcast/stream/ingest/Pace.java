// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import java.time.Duration;

/**
 * How often what is read.
 *
 * @param poll between two readings of an active device, where the hub answers fast enough
 * @param readsInFlight at most at one time
 * @param sweep between two queries for what changed elsewhere
 * @param fullSweep between two queries for everything, which repair what the others missed
 * @param count between two counts of the fleet
 * @param overlap how far a sweep looks back behind the newest change seen: a hub's index may show a
 *     change later than one that happened after it
 * @param start how long a device whose update was announced is watched for its first sign
 * @param silence how long a device that is in an update is watched without any sign
 * @param linger how long a device is watched after its update ended
 */
public record Pace(
    Duration poll,
    int readsInFlight,
    Duration sweep,
    Duration fullSweep,
    Duration count,
    Duration overlap,
    Duration start,
    Duration silence,
    Duration linger) {

  /** At these intervals, and otherwise as is good for a hub at its ordinary speed. */
  public static Pace of(Duration poll, Duration sweep, int readsInFlight) {
    return new Pace(
        poll,
        readsInFlight,
        sweep,
        Duration.ofMinutes(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofSeconds(5));
  }

  /** The same for one who looks only for what the hub may have failed to tell by itself. */
  public Pace asRepair() {
    return new Pace(
        longer(poll, Duration.ofSeconds(10)),
        readsInFlight,
        longer(sweep, Duration.ofSeconds(30)),
        fullSweep,
        count,
        overlap,
        start,
        silence,
        linger);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}

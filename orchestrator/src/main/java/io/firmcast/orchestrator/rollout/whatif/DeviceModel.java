// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How devices are taken to behave. Shares are 0 to 1.
 *
 * @param offline share that is offline when it is first asked
 * @param backAfter mean time after which one of those connects; exponentially spread
 * @param downloading median time of the download
 * @param applying median time of the installation
 * @param spread of both: standard deviation of their logarithm, 0 for none
 * @param failing share of attempts that end in failure
 * @param refusing share of devices that refuse
 * @param unanswered share of methods whose answer is lost; half of these have run
 * @param noticing mean time from a device's report to our knowing it
 * @param personTakes until a gate is opened
 */
public record DeviceModel(
    double offline,
    Duration backAfter,
    Duration downloading,
    Duration applying,
    double spread,
    double failing,
    double refusing,
    double unanswered,
    Duration noticing,
    Duration personTakes) {
  public static final DeviceModel DEFAULT =
      new DeviceModel(
          0.05,
          Duration.ofHours(6),
          Duration.ofMinutes(2),
          Duration.ofMinutes(1),
          0.5,
          0.005,
          0,
          0.001,
          Duration.ofSeconds(1),
          Duration.ofMinutes(15));

  public DeviceModel {
    var flaws = new ArrayList<Flaw>();
    share(offline, "offline", flaws);
    share(failing, "failing", flaws);
    share(refusing, "refusing", flaws);
    share(unanswered, "unanswered", flaws);
    if (!(spread >= 0 && spread <= 3)) {
      flaws.add(new Flaw("/spread", "must be 0 to 3"));
    }
    time(backAfter, "backAfter", flaws);
    time(downloading, "downloading", flaws);
    time(applying, "applying", flaws);
    time(noticing, "noticing", flaws);
    time(personTakes, "personTakes", flaws);
    if (!flaws.isEmpty()) {
      throw new BadDefinition(flaws);
    }
  }

  /** Every device online, quick and good. */
  public static DeviceModel ideal() {
    var second = Duration.ofSeconds(1);
    return new DeviceModel(0, second, second, second, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
  }

  public DeviceModel withFailing(double share) {
    return new DeviceModel(
        offline,
        backAfter,
        downloading,
        applying,
        spread,
        share,
        refusing,
        unanswered,
        noticing,
        personTakes);
  }

  public DeviceModel withOffline(double share, Duration back) {
    return new DeviceModel(
        share,
        back,
        downloading,
        applying,
        spread,
        failing,
        refusing,
        unanswered,
        noticing,
        personTakes);
  }

  private static void share(double share, String name, List<Flaw> flaws) {
    if (!(share >= 0 && share <= 1)) {
      flaws.add(new Flaw("/" + name, "must be 0 to 1"));
    }
  }

  private static void time(Duration time, String name, List<Flaw> flaws) {
    if (time.isNegative() || time.compareTo(Duration.ofDays(365)) > 0) {
      flaws.add(new Flaw("/" + name, "must be 0 to 365 days"));
    }
  }
}

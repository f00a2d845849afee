// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A time in which devices may be started, again and again.
 *
 * @param cron when it opens, in local time
 * @param duration how long it stays open, 1 minute to 7 days
 * @param zone whose local time; a time that a change of the clocks skips is moved on by the change
 */
public record MaintenanceWindow(@Required Cron cron, @Required Duration duration, ZoneId zone) {
  public static final MaintenanceWindow DEFAULT =
      new MaintenanceWindow(new Cron("0 0 * * *"), Duration.ofDays(1), ZoneId.of("UTC"));

  /** Long enough to find each date that exists, February 29 around a year like 2100 as well. */
  private static final int DAYS_AHEAD = 8 * 366 + 8;

  public MaintenanceWindow {
    new Limits().between(Duration.ofMinutes(1), duration, Duration.ofDays(7), "duration").enforce();
  }

  /** One opening; the end is exclusive. */
  record Opening(Instant begin, Instant end) {}

  /** The opening that covers that moment, or the next; null where there is none any more. */
  @Nullable Opening around(Instant now) {
    var fields = cron.fields();
    var day = now.minus(duration).atZone(zone).toLocalDate().minusDays(1);
    for (var i = 0; i < DAYS_AHEAD; i++, day = day.plusDays(1)) {
      var found = fields.matches(day) ? firstEndingAfter(now, day, fields) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable Opening firstEndingAfter(Instant now, LocalDate day, Cron.Fields fields) {
    for (var hour = fields.hours().nextSetBit(0); hour >= 0; ) {
      for (var minute = fields.minutes().nextSetBit(0); minute >= 0; ) {
        var begin = day.atTime(hour, minute).atZone(zone).toInstant();
        if (begin.plus(duration).isAfter(now)) {
          return new Opening(begin, begin.plus(duration));
        }
        minute = fields.minutes().nextSetBit(minute + 1);
      }
      hour = fields.hours().nextSetBit(hour + 1);
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.json;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.plan.Cron;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Share;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types that are one text in JSON, and how each is read; {@code toString} writes them. */
final class Texts {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<Class<?>, Form> FORMS =
      Map.ofEntries(
          Map.entry(String.class, new Form("a text", text -> text)),
          Map.entry(DeviceId.class, new Form("a device id", DeviceId::new)),
          Map.entry(UpdateId.class, new Form("an update id", UpdateId::new)),
          Map.entry(RolloutId.class, new Form("a rollout id", RolloutId::new)),
          Map.entry(PlanHash.class, new Form("a SHA-256", PlanHash::new)),
          Map.entry(Share.class, new Form("a percentage such as 95%", Share::of)),
          Map.entry(WaveSize.class, new Form("a number of devices or 10%", WaveSize::of)),
          Map.entry(Cron.class, new Form("five cron fields", Cron::new)),
          Map.entry(URI.class, new Form("a URI", URI::create)),
          Map.entry(ZoneId.class, new Form("a time zone such as Europe/Berlin", ZoneId::of)),
          Map.entry(LocalDate.class, new Form("a date such as 2026-12-24", LocalDate::parse)),
          Map.entry(Instant.class, new Form("a time such as 2026-12-24T18:00:00Z", Instant::parse)),
          Map.entry(Duration.class, new Form("a time span such as 30m or PT30M", Texts::duration)),
          Map.entry(FirmwareStatus.class, new Form("a firmware status", Texts::status)));

  /** Types that may as well stand there as a number. */
  private static final Set<Class<?>> NUMBERS = Set.of(Share.class, WaveSize.class);

  private Texts() {}

  /**
   * One such type.
   *
   * @param called what has to stand there, to be read behind "must be"
   */
  record Form(String called, Function<String, Object> read) {}

  static boolean isText(Class<?> type) {
    return FORMS.containsKey(type);
  }

  static String called(Class<?> type) {
    return form(type).called();
  }

  /**
   * Reads a text or, where the type allows it, a number.
   *
   * @throws DateTimeException for a time that is none
   * @throws IllegalArgumentException for anything else that is none
   */
  static Object read(Class<?> type, Object value) {
    if (value instanceof String text) {
      return form(type).read().apply(text);
    }
    if (value instanceof Number number && NUMBERS.contains(type)) {
      return form(type).read().apply(number.toString());
    }
    throw new IllegalArgumentException("not a text");
  }

  static String write(Object value) {
    return value instanceof FirmwareStatus status ? status.wire() : value.toString();
  }

  private static Form form(Class<?> type) {
    var form = FORMS.get(type);
    if (form == null) {
      throw new IllegalArgumentException(type + " is no text");
    }
    return form;
  }

  private static FirmwareStatus status(String wire) {
    var status = FirmwareStatus.of(wire);
    if (!status.wire().equals(wire)) {
      throw new IllegalArgumentException("none of ours");
    }
    return status;
  }

  private static Duration duration(String text) {
    var matcher = SHORT.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Duration.parse(text);
    }
    var amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads when something ends: in {@code 30d} or {@code 12h} from now, or at an ISO-8601 time. */
final class ExpiryText implements ITypeConverter<Instant> {
  private final Clock clock;

  @SuppressWarnings("unused") // picocli makes it
  ExpiryText() {
    this(Clock.systemUTC());
  }

  ExpiryText(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    try {
      return text.contains(":") ? Instant.parse(text) : now().plus(span(text));
    } catch (DateTimeException | TypeConversionException unreadable) {
      throw new TypeConversionException(
          "'" + text + "' is no end: write 30d, 12h or 2027-01-31T12:00:00Z");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static Duration span(String text) {
    return text.matches("\\d{1,5}d")
        ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
        : new DurationText().convert(text);
  }
}

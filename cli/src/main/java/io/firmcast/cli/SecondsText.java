// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads durations as {@link DurationText} does, and bare seconds as {@code az} does. */
final class SecondsText implements ITypeConverter<Duration> {
  private final DurationText durations = new DurationText();

  @Override
  public Duration convert(String text) {
    return durations.convert(text.matches("\\d+") ? text + "s" : text);
  }
}

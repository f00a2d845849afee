// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a device says it is doing, as the reported property {@code firmwareStatus} spells it. */
public enum FirmwareStatus {
  STAND_BY("standBy"),
  DOWNLOADING("downloading"),
  APPLYING("applying"),
  COMPLETED("completed"),
  FAILED("failed"),
  /** Never written by a device: it has said nothing yet, or nonsense. */
  UNKNOWN("unknown");

  private static final Map<String, FirmwareStatus> BY_WIRE =
      Stream.of(values()).collect(Collectors.toMap(FirmwareStatus::wire, Function.identity()));

  private final String wire;

  FirmwareStatus(String wire) {
    this.wire = wire;
  }

  /** The text in the twin and in every message. */
  public String wire() {
    return wire;
  }

  /** A text that is none of ours, or no text at all, is {@link #UNKNOWN}, never an error. */
  public static FirmwareStatus of(@Nullable String wire) {
    return wire == null ? UNKNOWN : BY_WIRE.getOrDefault(wire, UNKNOWN);
  }

  /** Whether an update is under way, so that more is to be expected soon. */
  public boolean isUnderWay() {
    return this == DOWNLOADING || this == APPLYING;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

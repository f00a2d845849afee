// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When it may begin and when it has to end.
 *
 * @param start not before; null for as soon as it is started
 * @param end null for no end
 * @param atEnd what becomes of devices that are not done by then
 */
public record Schedule(@Nullable Instant start, @Nullable Instant end, EndBehaviour atEnd) {
  public static final Schedule DEFAULT = new Schedule(null, null, EndBehaviour.STOP);

  /** What the end of a schedule means for devices that are not done. */
  public enum EndBehaviour {
    /** No device is started any more; those in flight or told while offline may finish. */
    STOP,
    /** As stop, and what stands in the twin of an offline device is taken back. */
    CANCEL,
    /** As cancel, and devices in flight are given up, too. */
    FORCE_CANCEL
  }

  public Schedule {
    new Limits()
        .must(start == null || end == null || start.isBefore(end), "end", "be after start")
        .enforce();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When devices may be started: within any of the maintenance windows, or always where there is
 * none, and never on a blackout date. Devices that were started go on.
 *
 * @param open at most 20
 * @param blackouts at most 100
 */
public record Windows(List<MaintenanceWindow> open, List<Blackout> blackouts) {
  public static final Windows DEFAULT = new Windows(List.of(), List.of());

  public Windows {
    open = List.copyOf(open);
    blackouts = List.copyOf(blackouts);
    new Limits()
        .must(open.size() <= 20, "open", "have at most 20 windows")
        .must(blackouts.size() <= 100, "blackouts", "have at most 100 dates")
        .enforce();
  }

  /** What holds at that moment; asked again when it no longer stands, it tells what comes next. */
  public Span at(Instant now) {
    var dark =
        blackouts.stream().filter(it -> it.covers(now)).map(Blackout::end).max(Instant::compareTo);
    if (dark.isPresent()) {
      return new Span(false, dark.get());
    }
    var nextDark =
        blackouts.stream().map(Blackout::begin).filter(now::isBefore).min(Instant::compareTo);
    if (open.isEmpty()) {
      return new Span(true, nextDark.orElse(null));
    }
    Instant openUntil = null;
    Instant opensAt = null;
    for (var window : open) {
      var around = window.around(now);
      if (around == null) {
        continue;
      }
      if (around.begin().isAfter(now)) {
        opensAt = earlier(opensAt, around.begin());
      } else if (openUntil == null || openUntil.isBefore(around.end())) {
        openUntil = around.end();
      }
    }
    return openUntil == null
        ? new Span(false, opensAt)
        : new Span(true, earlier(nextDark.orElse(null), openUntil));
  }

  private static Instant earlier(@Nullable Instant one, Instant other) {
    return one == null || other.isBefore(one) ? other : one;
  }
}

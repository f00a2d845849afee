// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the hub has still to hear: one report at a time is out, the rest wait in order. A report is
 * the device's full state, so a newer one stands for an older that is not out yet, as long as its
 * history still tells all that the older one would have told. Not thread-safe.
 */
public final class ReportQueue {
  /** With this many waiting, over 60 transitions were never heard; the oldest are given up. */
  static final int LONGEST = 4;

  /** A report, and the oldest transition that only it (and none before it) tells. */
  private record Waiting(ReportedFirmware report, @Nullable Transition firstNew) {

    boolean isToldBy(ReportedFirmware newer) {
      return firstNew == null || newer.history().contains(firstNew);
    }
  }

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private @Nullable Waiting out;
  private @Nullable Transition newest;

  /** Adds what has just become true. */
  public void add(ReportedFirmware report) {
    var added = new Waiting(report, firstNew(report));
    var last = waiting.peekLast();
    if (last != null && last.isToldBy(report)) {
      waiting.removeLast();
      added = new Waiting(report, last.firstNew() == null ? added.firstNew() : last.firstNew());
    }
    waiting.addLast(added);
    if (waiting.size() > LONGEST) {
      waiting.removeFirst();
    }
    newest = report.history().isEmpty() ? null : last(report);
  }

  /** The next to send, which is then out; empty while one is out, or where all is told. */
  public Optional<ReportedFirmware> take() {
    if (out != null || waiting.isEmpty()) {
      return Optional.empty();
    }
    out = waiting.removeFirst();
    return Optional.of(out.report());
  }

  /** What was out is done with: the hub has it, or will never take it. */
  public void settled() {
    out = null;
  }

  /** What was out may not have arrived, and is to be sent again unless a newer one tells it all. */
  public void unsettled() {
    var back = out;
    out = null;
    if (back == null) {
      return;
    }
    var next = waiting.pollFirst();
    if (next == null) {
      waiting.addFirst(back);
    } else if (back.isToldBy(next.report())) {
      waiting.addFirst(new Waiting(next.report(), back.firstNew()));
    } else {
      waiting.addFirst(next);
      waiting.addFirst(back);
    }
  }

  /** Whether the hub has heard everything. */
  public boolean isEmpty() {
    return out == null && waiting.isEmpty();
  }

  private @Nullable Transition firstNew(ReportedFirmware report) {
    var history = report.history();
    var told = newest == null ? -1 : history.lastIndexOf(newest);
    return told + 1 < history.size() ? history.get(told + 1) : null;
  }

  private static Transition last(ReportedFirmware report) {
    return report.history().get(report.history().size() - 1);
  }
}

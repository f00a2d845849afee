// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long something took, time after time. */
final class Spans {
  private final List<Long> millis = new ArrayList<>();

  void add(long from, long to) {
    millis.add(Math.max(0, to - from));
  }

  int count() {
    return millis.size();
  }

  Duration median() {
    var sorted = millis.stream().sorted().toList();
    return sorted.isEmpty() ? Duration.ZERO : Duration.ofMillis(sorted.get(sorted.size() / 2));
  }

  Duration mean() {
    return Duration.ofMillis((long) millis.stream().mapToLong(Long::longValue).average().orElse(0));
  }

  /** The sum of the squares of how far their logarithms are from that of their median. */
  double squares() {
    var middle = Math.log((double) Math.max(1, median().toMillis()));
    return millis.stream()
        .mapToDouble(it -> Math.pow(Math.log((double) Math.max(1, it)) - middle, 2))
        .sum();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong with the fields of one record, so that all of it is told at once. */
final class Limits {
  private final List<Flaw> flaws = new ArrayList<>();

  Limits must(boolean holds, String field, String reason) {
    if (!holds) {
      flaws.add(new Flaw(field.isEmpty() ? "" : "/" + field, "must " + reason));
    }
    return this;
  }

  Limits between(long least, long value, long most, String field) {
    return must(value >= least && value <= most, field, "be " + least + " to " + most);
  }

  Limits between(Duration least, Duration value, Duration most, String field) {
    var within = value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    return must(within, field, "be " + least + " to " + most);
  }

  /**
   * @throws BadDefinition if anything did not hold
   */
  void enforce() {
    if (!flaws.isEmpty()) {
      throw new BadDefinition(flaws);
    }
  }
}

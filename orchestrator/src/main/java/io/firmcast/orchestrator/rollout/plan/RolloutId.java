// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.UpdateNames;
import java.util.List;

/**
 * The name of a rollout: 1 to 48 letters, digits, dot, underscore or dash, beginning with a letter
 * or digit. It begins the id of each of its updates.
 */
public record RolloutId(String value) implements Comparable<RolloutId> {
  public RolloutId {
    if (!UpdateNames.isRollout(value)) {
      throw new BadDefinition(
          List.of(
              new Flaw("", "must be 1 to 48 of A-Z a-z 0-9 and . _ -, a letter or digit first")));
    }
  }

  @Override
  public int compareTo(RolloutId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

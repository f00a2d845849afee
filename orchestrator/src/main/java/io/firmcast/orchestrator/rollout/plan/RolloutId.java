// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The name of a rollout: 1 to 48 letters, digits, dot, underscore or dash, beginning with a letter
 * or digit. It begins the id of each of its updates.
 */
public record RolloutId(String value) implements Comparable<RolloutId> {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,47}");

  public RolloutId {
    if (!LEGAL.matcher(value).matches()) {
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

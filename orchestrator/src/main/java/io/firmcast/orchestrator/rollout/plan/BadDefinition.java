// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A definition, or a part of one, outside its limits; it names every flaw and not the first only.
 */
public final class BadDefinition extends IllegalArgumentException {
  private final transient List<Flaw> flaws;

  public BadDefinition(List<Flaw> flaws) {
    super(flaws.stream().map(Flaw::toString).collect(Collectors.joining("; ")));
    this.flaws = List.copyOf(flaws);
  }

  public List<Flaw> flaws() {
    return flaws;
  }
}

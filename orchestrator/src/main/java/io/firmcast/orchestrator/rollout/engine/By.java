// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.orchestrator.rollout.plan.BadDefinition;
import io.firmcast.orchestrator.rollout.plan.Flaw;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who does something to a rollout, and why; kept with it.
 *
 * @param who 1 to 128 characters
 * @param why at most 512 characters; null where nothing was said
 */
public record By(String who, @Nullable String why) {
  public By {
    if (who.isBlank() || who.length() > 128) {
      throw new BadDefinition(List.of(new Flaw("/who", "must be 1 to 128 characters")));
    }
    if (why != null && why.length() > 512) {
      throw new BadDefinition(List.of(new Flaw("/why", "must be at most 512 characters")));
    }
  }

  public static By of(String who) {
    return new By(who, null);
  }

  /** "anna: the image is bad". */
  @Override
  public String toString() {
    return why == null ? who : who + ": " + why;
  }
}

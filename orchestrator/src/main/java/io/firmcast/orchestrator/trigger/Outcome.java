// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.trigger;

import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Update;
import org.jspecify.annotations.Nullable;

/** What came of asking a device. */
public sealed interface Outcome {

  /** It is kept and under way, or was before. */
  record Accepted(Update update) implements Outcome {}

  /**
   * It did not simply succeed.
   *
   * @param update as it is kept; where nothing is kept, as it was meant
   * @param kept whether it can be looked up, because the device may have been asked
   * @param other the update that stands in the way
   */
  record Refused(Refusal why, Update update, boolean kept, @Nullable UpdateId other)
      implements Outcome {}
}

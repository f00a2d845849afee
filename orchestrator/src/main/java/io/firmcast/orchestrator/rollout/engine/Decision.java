// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import org.jspecify.annotations.Nullable;

/** What a rollout decided upon an event: for the decision log and webhooks, never for replay. */
public sealed interface Decision {

  /** The rollout is in another state. */
  record RolloutIs(RolloutState state, @Nullable String reason) implements Decision {}

  /**
   * A wave is in another state.
   *
   * @param wave from 1
   */
  record WaveIs(int wave, WaveState state, @Nullable String reason) implements Decision {}

  /** A device is told to update; the intent, before anything is sent. */
  record DeviceStarts(DeviceId device, UpdateId update) implements Decision {}

  /** A device is in a state that it does not leave by itself. */
  record DeviceIs(DeviceId device, UpdateId update, DeviceState state, @Nullable String reason)
      implements Decision {}
}

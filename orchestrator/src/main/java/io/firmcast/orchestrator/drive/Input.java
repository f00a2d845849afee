// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.store.OperatorRequest;

/** What a rollout is given in one step. */
sealed interface Input {

  /** Something that was seen, or a time that came. */
  record Happened(RolloutEvent event) implements Input {}

  /** Something that somebody wants, and waits for the answer. */
  record Wanted(OperatorRequest request) implements Input {}

  /** Something that cannot be had, whatever the rollout is at. */
  record Hopeless(OperatorRequest request, Answer answer) implements Input {}
}

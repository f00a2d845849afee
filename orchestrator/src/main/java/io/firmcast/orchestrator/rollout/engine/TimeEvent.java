// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** Something that nobody did and no device said. */
public sealed interface TimeEvent extends RolloutEvent {

  /** It is that late, and what was due may be done. */
  record Ticked() implements TimeEvent {}

  /**
   * Another process, or the same one anew, goes on with the rollout: commands that were given
   * before may have been carried out or not.
   *
   * @param epoch of its lease
   */
  record TakenOver(long epoch) implements TimeEvent {}
}

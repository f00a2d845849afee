// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/**
 * Something that happened to a rollout. The events of a rollout with their times, in order, are all
 * that its state is made of; what the engine decides upon one is not an event but follows from it.
 */
public sealed interface RolloutEvent permits OperatorEvent, DeviceEvent, TimeEvent {}

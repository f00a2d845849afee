// SPDX-License-Identifier: Apache-2.0
/**
 * The rules of a rollout: events go in with their time, commands come out, and the state that lies
 * between is one confined, mutable object whose every byte follows from its log of events, because
 * a copy of a million devices for each of 100,000 events a second is no choice. It knows no clock,
 * no randomness but a hash of names, no hub and no store.
 */
@NullMarked
package io.firmcast.orchestrator.rollout.engine;

import org.jspecify.annotations.NullMarked;

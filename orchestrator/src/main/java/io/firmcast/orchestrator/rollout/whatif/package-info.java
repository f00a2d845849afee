// SPDX-License-Identifier: Apache-2.0
/**
 * Rehearses a rollout: the very engine on a virtual clock, with devices and a hub that are played
 * by a seeded model. It decides nothing and knows no real device, hub or time.
 */
@NullMarked
package io.firmcast.orchestrator.rollout.whatif;

import org.jspecify.annotations.NullMarked;

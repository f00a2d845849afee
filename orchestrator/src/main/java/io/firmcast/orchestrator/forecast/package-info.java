// SPDX-License-Identifier: Apache-2.0
/**
 * Forecasts of rollouts: rehearsals on a thread of their own, what they take for granted, and what
 * was forecast beside what came. How a rollout is played is known to {@code rollout.whatif} only;
 * nothing here decides about one.
 */
@NullMarked
package io.firmcast.orchestrator.forecast;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.time.Instant;

/**
 * One entry of a rollout's log.
 *
 * @param seq from 1, without gaps
 * @param at whole milliseconds
 */
public record Logged(long seq, Instant at, RolloutEvent event) {}

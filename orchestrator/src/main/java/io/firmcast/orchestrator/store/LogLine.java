// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;

/**
 * One line of a rollout's decision log.
 *
 * @param seq counts from 1 without gaps
 * @param event JSON text
 */
public record LogLine(long seq, Instant at, String event) {}

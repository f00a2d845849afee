// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;

/**
 * What was forecast when a rollout was started.
 *
 * @param forecast JSON text
 */
public record ForecastRow(String rolloutId, Instant at, String forecast) {}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;

/**
 * Something that is to be told to somebody outside, until they have taken it.
 *
 * @param id under which a receiver knows a repetition
 * @param attempts made so far
 * @param nextAt when to try (again)
 */
public record WebhookRow(
    String id, String rolloutId, String url, String body, int attempts, Instant nextAt) {}

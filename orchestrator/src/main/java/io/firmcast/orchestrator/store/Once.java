// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import org.jspecify.annotations.Nullable;

/**
 * A caller's Idempotency-Key and what it came with first.
 *
 * @param requestHash of method, path and body
 * @param requestId of the {@link OperatorRequest}; null where the rollout itself was created
 */
public record Once(String key, String requestHash, String rolloutId, @Nullable String requestId) {}

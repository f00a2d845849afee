// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants done to a rollout, kept until its owner has answered, whichever process took
 * it in.
 *
 * @param request JSON text
 * @param outcome JSON text; null until it is answered
 */
public record OperatorRequest(
    String id, String rolloutId, Instant at, String request, @Nullable String outcome) {}

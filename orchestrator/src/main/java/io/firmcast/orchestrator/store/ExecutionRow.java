// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one device of a rollout stands; derived from the log, for lists.
 *
 * @param wave counts from 0
 * @param reason null where its state needs none
 * @param attempt the try that it is in, 0 before the first
 */
public record ExecutionRow(
    String deviceId,
    int wave,
    String state,
    @Nullable String reason,
    int attempt,
    @Nullable String updateId,
    Instant updatedAt) {}

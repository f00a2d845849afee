// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import org.jspecify.annotations.Nullable;

/**
 * Who decides about a rollout. Every write of its owner says {@code WHERE epoch = mine}, so that an
 * owner that lost it, and does not know yet, writes nothing.
 *
 * @param owner a name that no other process has, nor this one after a restart; null where free
 * @param epoch grows with every change of owner, over all rollouts together
 * @param beat grows while the owner lives
 */
public record Lease(String rolloutId, @Nullable String owner, long epoch, long beat) {}

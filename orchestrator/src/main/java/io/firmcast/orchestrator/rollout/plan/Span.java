// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether devices may be started now, and until when that stands.
 *
 * @param until exclusive; null for ever
 */
public record Span(boolean open, @Nullable Instant until) {}

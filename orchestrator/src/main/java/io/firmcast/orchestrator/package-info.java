// SPDX-License-Identifier: Apache-2.0
/**
 * Asks devices to update and keeps what became of it. The verticle here is lifecycle and wiring;
 * the decisions are made in {@code rollout}.
 */
@NullMarked
package io.firmcast.orchestrator;

import org.jspecify.annotations.NullMarked;

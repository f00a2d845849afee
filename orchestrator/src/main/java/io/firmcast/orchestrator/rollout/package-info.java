// SPDX-License-Identifier: Apache-2.0
/**
 * What an update of one device may become, and by which proof: pure decisions without clock,
 * network or store. Nothing of Vert.x or of the hub may be used here.
 */
@NullMarked
package io.firmcast.orchestrator.rollout;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Rollouts through the real orchestrator on the local hub, beside plain loops over the Azure SDK,
 * and their engine alone. Nothing here is part of the product.
 */
@NullMarked
package io.firmcast.bench.rollout;

import org.jspecify.annotations.NullMarked;

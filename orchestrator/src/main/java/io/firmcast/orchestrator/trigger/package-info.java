// SPDX-License-Identifier: Apache-2.0
/**
 * Asks one device to update: intent first, then the direct method, then what came of it. Knows
 * neither HTTP nor SQL.
 */
@NullMarked
package io.firmcast.orchestrator.trigger;

import org.jspecify.annotations.NullMarked;

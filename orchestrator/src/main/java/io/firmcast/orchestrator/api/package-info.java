// SPDX-License-Identifier: Apache-2.0
/**
 * The HTTP face of the orchestrator: reads requests strictly and turns outcomes into answers and
 * problems. No decisions about devices.
 */
@NullMarked
package io.firmcast.orchestrator.api;

import org.jspecify.annotations.NullMarked;

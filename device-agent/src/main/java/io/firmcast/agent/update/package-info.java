// SPDX-License-Identifier: Apache-2.0
/**
 * What a device does about a firmware update: its phases, its answers, and what it reports at each
 * step. Pure: no Vert.x, no Azure SDK, no clock and no chance but those handed in.
 */
@NullMarked
package io.firmcast.agent.update;

import org.jspecify.annotations.NullMarked;

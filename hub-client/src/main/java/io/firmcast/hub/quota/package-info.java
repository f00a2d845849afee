// SPDX-License-Identifier: Apache-2.0
/**
 * One budget for all that a process asks of its hub, by tier and units: who may call next, and what
 * has been spent. Nothing of firmware and no SDK may be used here.
 */
@NullMarked
package io.firmcast.hub.quota;

import org.jspecify.annotations.NullMarked;

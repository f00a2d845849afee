// SPDX-License-Identifier: Apache-2.0
/**
 * What a paid tier allows (section 7): rates of each class of operation with their traffic shaping,
 * the daily quota, and the limits on devices and active jobs. Nothing here knows what an operation
 * does or which wire it came by; the wires ask before they work.
 */
@NullMarked
package io.firmcast.localhub.tier;

import org.jspecify.annotations.NullMarked;

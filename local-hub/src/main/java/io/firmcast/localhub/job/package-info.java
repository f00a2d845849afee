// SPDX-License-Identifier: Apache-2.0
/**
 * Jobs: one change or one direct method for many devices, at a time and at the rate of the tier,
 * with a record of what became of each device; they go on after a restart. How devices are changed
 * and called is the business of the registry and of direct methods, and neither wire appears here.
 */
@NullMarked
package io.firmcast.localhub.job;

import org.jspecify.annotations.NullMarked;

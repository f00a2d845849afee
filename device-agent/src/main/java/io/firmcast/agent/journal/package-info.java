// SPDX-License-Identifier: Apache-2.0
/**
 * What a device has on its own disk so that it may be killed at any moment: written, and forced to
 * the disk, before what it speaks of is done. Says nothing of what to do next.
 */
@NullMarked
package io.firmcast.agent.journal;

import org.jspecify.annotations.NullMarked;

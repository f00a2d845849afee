// SPDX-License-Identifier: Apache-2.0
/**
 * Brings one image to the disk, whole and unaltered or not at all. It trusts nobody on the way:
 * what it must look like is known before the first byte; who says so is not decided here.
 */
@NullMarked
package io.firmcast.agent.download;

import org.jspecify.annotations.NullMarked;

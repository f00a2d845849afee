// SPDX-License-Identifier: Apache-2.0
/**
 * Follows updates that devices have been asked for until they are over, by events where they come
 * and by reading twins always. It never asks a device for anything.
 */
@NullMarked
package io.firmcast.orchestrator.follow;

import org.jspecify.annotations.NullMarked;

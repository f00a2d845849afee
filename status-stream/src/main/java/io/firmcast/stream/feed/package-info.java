// SPDX-License-Identifier: Apache-2.0
/**
 * The status feed as its clients see it: requests, frames, limits (design.md section 6). What it
 * tells comes from the view; it never asks the hub.
 */
@NullMarked
package io.firmcast.stream.feed;

import org.jspecify.annotations.NullMarked;

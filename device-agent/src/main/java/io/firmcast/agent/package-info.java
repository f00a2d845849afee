// SPDX-License-Identifier: Apache-2.0
/**
 * A device that updates its firmware when it is asked to. The verticle here owns the timers; what
 * to do next is decided in {@code update}.
 */
@NullMarked
package io.firmcast.agent;

import org.jspecify.annotations.NullMarked;

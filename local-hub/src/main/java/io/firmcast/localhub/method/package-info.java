// SPDX-License-Identifier: Apache-2.0
/**
 * Direct methods: waiting for a device to be reachable, the bound on calls in flight, the time-outs
 * and their codes. How a call reaches a device is behind {@link
 * io.firmcast.localhub.method.MethodChannel}; neither wire may appear here.
 */
@NullMarked
package io.firmcast.localhub.method;

import org.jspecify.annotations.NullMarked;

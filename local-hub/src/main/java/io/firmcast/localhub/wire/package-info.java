// SPDX-License-Identifier: Apache-2.0
/**
 * The small forms that stand on both wires: times, percent-escapes, signatures and coded errors.
 * Pure text and bytes; nothing here knows of devices, sockets or storage.
 */
@NullMarked
package io.firmcast.localhub.wire;

import org.jspecify.annotations.NullMarked;

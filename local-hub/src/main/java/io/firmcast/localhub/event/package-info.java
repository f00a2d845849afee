// SPDX-License-Identifier: Apache-2.0
/**
 * What happened in the hub, for those who want to know it afterwards: the feed of IoT Hub's own
 * change messages and the witness of what went to and came from devices. Everything is kept in
 * memory, in rings of fixed size, in entries and in bytes, with a sequence number for each entry;
 * nothing in here acts on devices nor knows a wire.
 */
@NullMarked
package io.firmcast.localhub.event;

import org.jspecify.annotations.NullMarked;

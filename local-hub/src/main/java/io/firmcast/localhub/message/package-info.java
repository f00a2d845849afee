// SPDX-License-Identifier: Apache-2.0
/**
 * Messages between devices and the cloud: property bags, the newest that came from devices and the
 * queues of those that wait for one. Knows topics only by their bag; how a message travels is the
 * business of the wires.
 */
@NullMarked
package io.firmcast.localhub.message;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The hub's bad habits as rules: what goes wrong, how often, for which devices and until when, with
 * every decision made by a seed. Only decides that something goes wrong; the wires make it happen.
 */
@NullMarked
package io.firmcast.localhub.fault;

import org.jspecify.annotations.NullMarked;

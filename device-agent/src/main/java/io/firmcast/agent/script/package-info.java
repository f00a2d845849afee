// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated devices that misbehave, each as a script and its seed decide. Nothing here decides by
 * the clock or by chance of its own: the same script gives the same fleet.
 */
@NullMarked
package io.firmcast.agent.script;

import org.jspecify.annotations.NullMarked;

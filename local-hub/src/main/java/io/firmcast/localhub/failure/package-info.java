// SPDX-License-Identifier: Apache-2.0
/**
 * What the hub refuses and how it is called: one exception with one code, told apart by nobody but
 * the two wires. Neither HTTP nor MQTT appears here; each wire turns a {@link
 * io.firmcast.localhub.failure.HubFailure} into its own form of answer.
 */
@NullMarked
package io.firmcast.localhub.failure;

import org.jspecify.annotations.NullMarked;

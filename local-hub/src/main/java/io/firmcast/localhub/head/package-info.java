// SPDX-License-Identifier: Apache-2.0
/**
 * What the protocol heads of the hub have in common: their port, the event loops that share it and
 * the engine of their TLS. No protocol and no device appears here.
 */
@NullMarked
package io.firmcast.localhub.head;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The local hub beside its peers, each a process of its own, in turn A B A B under the same
 * clients: rates, processor time an operation and memory. Nothing here is part of the product.
 */
@NullMarked
package io.firmcast.bench.hub;

import org.jspecify.annotations.NullMarked;

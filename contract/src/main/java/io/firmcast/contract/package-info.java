// SPDX-License-Identifier: Apache-2.0
/**
 * The words that two processes must agree on, and their JSON. No behaviour beyond reading and
 * writing them.
 */
@NullMarked
package io.firmcast.contract;

import org.jspecify.annotations.NullMarked;

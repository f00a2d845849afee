// SPDX-License-Identifier: Apache-2.0
/**
 * Changes of who may do what, and their being kept: keys of policies, authorities of devices,
 * bearer tokens. What is judged by them is judged in {@code identity}, and how a change travels
 * here is the business of others.
 */
@NullMarked
package io.firmcast.localhub.access;

import org.jspecify.annotations.NullMarked;

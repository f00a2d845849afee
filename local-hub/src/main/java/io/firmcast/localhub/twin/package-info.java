// SPDX-License-Identifier: Apache-2.0
/**
 * The twin document as a value: merge patch, versions, metadata and the rules on keys and sizes.
 * Everything is immutable and pure; time comes in as an argument, and neither threads, storage nor
 * either wire may appear here.
 */
@NullMarked
package io.firmcast.localhub.twin;

import org.jspecify.annotations.NullMarked;

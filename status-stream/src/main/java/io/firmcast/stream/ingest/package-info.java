// SPDX-License-Identifier: Apache-2.0
/**
 * From twins to changes: which device is read when, and what is new in what was read. Nothing here
 * knows who listens.
 */
@NullMarked
package io.firmcast.stream.ingest;

import org.jspecify.annotations.NullMarked;

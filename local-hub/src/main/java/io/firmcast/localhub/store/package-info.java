// SPDX-License-Identifier: Apache-2.0
/**
 * What must survive the process: rows of text, the latest of each kept, acknowledged after their
 * commit. All SQL of the module lives here on one thread of its own; what the rows mean is the
 * business of those who keep them.
 */
@NullMarked
package io.firmcast.localhub.store;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import org.jspecify.annotations.Nullable;

/**
 * How far a query has been read.
 *
 * @param after the id of the last row given, null at the beginning
 * @param given the number of result rows given
 */
record Position(@Nullable String after, int given) {

  static final Position START = new Position(null, 0);
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.json.JsonArray;
import org.jspecify.annotations.Nullable;

/**
 * One page of a result.
 *
 * @param continuation the token for the next page; null if no row follows, for the Java SDK takes a
 *     token for a promise of rows
 */
public record Page(JsonArray rows, @Nullable String continuation) {}

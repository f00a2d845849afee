// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One document that a query looks at. */
public interface Row {

  /** Orders the rows; each is different. */
  String id();

  /** The value at a path, null where there is none. */
  @Nullable Object at(List<String> path);

  /** The whole document. */
  JsonObject whole();
}

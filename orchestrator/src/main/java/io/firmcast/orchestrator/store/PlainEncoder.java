// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.json.JsonArray;
import io.vertx.jdbcclient.spi.JDBCColumnDescriptorProvider;
import io.vertx.jdbcclient.spi.JDBCEncoder;
import io.vertx.sqlclient.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Hands parameters to JDBC as they are: this store has texts and whole numbers only. Vert.x's own
 * encoder asks SQLite for the type of every parameter of every row, and SQLite answers with an
 * exception each time. Positions count from 1. Public, and named under {@code META-INF/services},
 * because Vert.x finds it there.
 */
public final class PlainEncoder implements JDBCEncoder {

  @Override
  public @Nullable Object encode(
      JsonArray parameters, int position, JDBCColumnDescriptorProvider unused) {
    return parameters.getValue(position - 1);
  }

  @Override
  public @Nullable Object encode(
      Tuple parameters, int position, JDBCColumnDescriptorProvider unused) {
    return parameters.getValue(position - 1);
  }
}

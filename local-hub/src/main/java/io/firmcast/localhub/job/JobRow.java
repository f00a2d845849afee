// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.query.Row;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job as a row of {@code /jobs/v2/query}, which filters by type and status only. */
record JobRow(Job job, JsonObject whole) implements Row {

  @Override
  public String id() {
    return job.id();
  }

  @Override
  public @Nullable Object at(List<String> path) {
    return path.size() == 1 ? whole.getValue(path.get(0)) : null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;

/** All that is kept in one database, by the same connections. */
public record Stores(
    UpdateStore updates,
    RolloutStore rollouts,
    Leases leases,
    Requests requests,
    Outbox outbox,
    ForecastStore forecasts) {

  static Stores on(Pool pool) {
    var sql = new Statements(pool);
    return new Stores(
        new SqlUpdateStore(pool),
        new SqlRollouts(sql),
        new SqlLeases(sql),
        new SqlRequests(sql),
        new SqlOutbox(sql),
        new SqlForecasts(sql));
  }

  /** Lets go of connections. */
  public Future<Void> close() {
    return updates.close();
  }
}

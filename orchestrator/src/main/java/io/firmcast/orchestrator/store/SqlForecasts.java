// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.store;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Forecasts in SQL. */
final class SqlForecasts implements ForecastStore {
  private final Statements sql;

  SqlForecasts(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Future<Void> keep(ForecastRow row) {
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("rollout_id", row.rolloutId());
    parameters.put("at", row.at().toEpochMilli());
    parameters.put("forecast", row.forecast());
    return sql.change(
            """
            INSERT INTO rollout_forecast (rollout_id, at, forecast)
            VALUES (#{rollout_id}, #{at}, #{forecast}) ON CONFLICT DO NOTHING""",
            parameters)
        .mapEmpty();
  }

  @Override
  public Future<Optional<ForecastRow>> find(String rolloutId) {
    return sql.read(
            "SELECT rollout_id, at, forecast FROM rollout_forecast WHERE rollout_id = #{id}",
            Map.of("id", rolloutId),
            row ->
                new ForecastRow(
                    row.getString("rollout_id"),
                    RolloutRows.time(row, "at"),
                    row.getString("forecast")))
        .map(Statements::first);
  }

  @Override
  public Future<List<String>> latestOver(int limit) {
    return sql.read(
        """
        SELECT rollout_id FROM rollout
        WHERE ended_at IS NOT NULL AND state NOT IN ('denied')
        ORDER BY ended_at DESC, rollout_id LIMIT #{limit}""",
        Map.of("limit", limit),
        row -> row.getString("rollout_id"));
  }
}

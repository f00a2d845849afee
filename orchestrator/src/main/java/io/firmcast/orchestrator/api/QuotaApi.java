// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.Spend;
import io.firmcast.orchestrator.forecast.Forecasts;
import io.firmcast.orchestrator.store.Place;
import io.firmcast.orchestrator.store.RolloutRow;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/** What this process may ask of its hub, how much of that it uses, and what it will. */
public final class QuotaApi {
  private static final int MOST = 20;

  private final HubQuota quota;
  private final RolloutStore store;
  private final Forecasts forecasts;

  public QuotaApi(HubQuota quota, RolloutStore store, Forecasts forecasts) {
    this.quota = quota;
    this.store = store;
    this.forecasts = forecasts;
  }

  /** Adds the route. */
  public void mount(Router router) {
    router.get("/api/v1/quota").handler(request -> Replies.answer(request, answer(request)));
  }

  private Future<Void> answer(RoutingContext request) {
    return store
        .newest("running", Place.TOP, MOST)
        .compose(rows -> Future.all(rows.stream().map(this::forecast).toList()))
        .map(all -> all.<Optional<JsonObject>>list())
        .compose(found -> Replies.send(request, json().put("rollouts", running(found))));
  }

  private Future<Optional<JsonObject>> forecast(RolloutRow row) {
    return forecasts
        .kept(row.id(), new JsonObject(row.summary()))
        .map(found -> found.map(forecast -> expected(row, forecast)));
  }

  private static JsonArray running(List<Optional<JsonObject>> forecasts) {
    var array = new JsonArray();
    forecasts.forEach(found -> found.ifPresent(array::add));
    return array;
  }

  private static JsonObject expected(RolloutRow row, JsonObject forecast) {
    return new JsonObject()
        .put("id", row.id())
        .put("operations", forecast.getJsonObject("operations"))
        .put("daysOfQuota", forecast.getDouble("daysOfQuota"))
        .put("leastSeconds", forecast.getDouble("leastSeconds"));
  }

  private JsonObject json() {
    var rates = quota.rates();
    return new JsonObject()
        .put("tier", rates.tier().name())
        .put("units", rates.units())
        .put("share", rates.share())
        .put("value", new JsonArray(quota.spend().stream().map(QuotaApi::json).toList()));
  }

  private static JsonObject json(Spend spend) {
    var json =
        new JsonObject()
            .put("operation", spend.operation().name())
            .put("lastMinute", spend.lastMinute())
            .put("sinceStart", spend.sinceStart())
            .put("waiting", spend.waiting())
            .put("forecastSeconds", spend.forecast().toMillis() / 1000.0)
            .put("throttled", spend.throttled());
    return Double.isInfinite(spend.permittedPerSecond())
        ? json
        : json.put("permittedPerSecond", spend.permittedPerSecond());
  }
}

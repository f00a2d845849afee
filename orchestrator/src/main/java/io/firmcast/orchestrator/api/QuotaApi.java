// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.Spend;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/** What this process may ask of its hub, and how much of that it uses. */
public final class QuotaApi {
  private final HubQuota quota;

  public QuotaApi(HubQuota quota) {
    this.quota = quota;
  }

  /** Adds the route. */
  public void mount(Router router) {
    router
        .get("/api/v1/quota")
        .handler(request -> Replies.answer(request, Replies.send(request, json())));
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

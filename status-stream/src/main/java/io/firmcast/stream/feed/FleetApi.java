// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.kit.Problem;
import io.firmcast.stream.ingest.Quarantine;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What there is to say of the fleet as a whole: {@code …/status/totals}, counted by the hub, and
 * {@code …/status/quarantine}, devices whose twins make no sense (docs/status-stream.md).
 */
public final class FleetApi {
  private static final Logger LOG = LoggerFactory.getLogger(FleetApi.class);
  private static final String TOTALS = Feed.PATH + "/totals";
  private static final String QUARANTINE = Feed.PATH + "/quarantine";

  private final StatusView view;
  private final StatusSource source;

  public FleetApi(StatusView view, StatusSource source) {
    this.view = view;
    this.source = source;
  }

  public void mount(Router router) {
    router.get(TOTALS).handler(request -> answer(request, totals()));
    router.get(QUARANTINE).handler(request -> answer(request, quarantine(request)));
  }

  private JsonObject totals() {
    var totals = source.totals();
    if (totals == null) {
      throw new Problem(503, "not-counted-yet", "The hub has not counted its devices yet.");
    }
    var statuses = new JsonObject();
    for (var status : FirmwareStatus.values()) {
      statuses.put(status.wire(), totals.devices().getOrDefault(status, 0L));
    }
    return new JsonObject()
        .put("devices", totals.all())
        .put("statuses", statuses)
        .put("countedAt", totals.countedAt().toString())
        .put("seen", view.devices());
  }

  private JsonObject quarantine(RoutingContext request) {
    var query = request.queryParams();
    var paging = Paging.of(query);
    // One more than asked for tells whether there is a next page.
    var found = source.quarantine().after(paging.after(), paging.limit() + 1);
    var page = found.subList(0, Math.min(found.size(), paging.limit()));
    var json =
        new JsonObject()
            .put("all", source.quarantine().size())
            .put("value", new JsonArray(page.stream().map(FleetApi::json).toList()));
    return page.size() == found.size()
        ? json
        : json.put(
            "nextLink", Paging.next(QUARANTINE, query, page.get(page.size() - 1).deviceId()));
  }

  private static JsonObject json(Quarantine.Patient patient) {
    return new JsonObject()
        .put("deviceId", patient.deviceId().value())
        .put("reason", patient.reason())
        .put("since", patient.since().toString());
  }

  private static void answer(RoutingContext request, JsonObject body) {
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("client left before its answer"));
  }
}

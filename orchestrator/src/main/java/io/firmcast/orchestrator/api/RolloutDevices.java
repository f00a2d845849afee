// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.kit.Problem;
import io.firmcast.orchestrator.drive.Rollouts;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.store.ExecutionRow;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The devices of a rollout, its log, and why a device is as it is. */
final class RolloutDevices {
  private static final String ONE = "/api/v1/rollouts/:rolloutId";
  private static final int CSV_PAGE = 1_000;

  private final Rollouts rollouts;
  private final RolloutStore store;
  private final RolloutJson records;

  RolloutDevices(Rollouts rollouts, RolloutStore store, RolloutJson records) {
    this.rollouts = rollouts;
    this.store = store;
    this.records = records;
  }

  void mount(Router router) {
    router.get(ONE + "/devices").handler(request -> Replies.answer(request, devices(request)));
    router.get(ONE + "/log").handler(request -> Replies.answer(request, log(request)));
    // A device id may have a colon in it: only the last one is ours.
    router
        .getWithRegex("/api/v1/rollouts/(?<rolloutId>[^/:]+)/devices/(?<deviceId>[^/]+):why")
        .handler(request -> Replies.answer(request, why(request)));
  }

  private Future<Void> devices(RoutingContext request) {
    var id = RolloutRequest.id(request);
    var page = RolloutPage.of(request.queryParams());
    return RolloutAnswer.found(store, id)
        .compose(
            row ->
                isCsv(request)
                    ? csv(request, row.id(), page.filter())
                    : page(request, row.id(), page));
  }

  private Future<Void> page(RoutingContext request, String id, RolloutPage page) {
    var after = page.after() == null ? "" : page.after();
    return store
        .executions(id, page.filter(), after, page.size() + 1)
        .compose(
            rows -> {
              var shown = rows.subList(0, Math.min(page.size(), rows.size()));
              var list = new JsonArray(shown.stream().map(RolloutDevices::json).toList());
              var body = new JsonObject().put("value", list);
              if (rows.size() > page.size()) {
                var path = "/api/v1/rollouts/" + id + "/devices";
                body.put("nextLink", page.next(path, shown.get(page.size() - 1).deviceId()));
              }
              return Replies.send(request, body);
            });
  }

  private Future<Void> csv(RoutingContext request, String id, @Nullable String state) {
    var response = request.response();
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/csv; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return response
        .write("deviceId,wave,state,reason,attempt,updateId,updatedAt\r\n")
        .compose(begun -> rows(request, id, state, ""))
        .compose(written -> response.end());
  }

  private Future<Void> rows(
      RoutingContext request, String id, @Nullable String state, String after) {
    return store
        .executions(id, state, after, CSV_PAGE)
        .compose(
            rows -> {
              if (rows.isEmpty() || request.response().closed()) {
                return Future.succeededFuture();
              }
              var text = new StringBuilder();
              rows.forEach(row -> text.append(Csv.line(row)));
              var last = rows.get(rows.size() - 1).deviceId();
              return request
                  .response()
                  .write(text.toString())
                  .compose(written -> rows(request, id, state, last));
            });
  }

  private Future<Void> log(RoutingContext request) {
    var id = RolloutRequest.id(request);
    var size = RolloutPage.size(request.queryParams().get("pageSize"));
    var from = from(request.queryParams().get("from"));
    return RolloutAnswer.found(store, id)
        .compose(row -> store.log(row.id(), from - 1, size + 1))
        .compose(lines -> Replies.send(request, page(id.value(), lines, size)));
  }

  private static JsonObject page(String id, List<LogLine> lines, int size) {
    var shown = lines.subList(0, Math.min(size, lines.size()));
    var body =
        new JsonObject()
            .put("value", new JsonArray(shown.stream().map(RolloutDevices::json).toList()));
    return lines.size() > size
        ? body.put(
            "nextLink",
            "/api/v1/rollouts/%s/log?pageSize=%d&from=%d"
                .formatted(id, size, lines.get(size).seq()))
        : body;
  }

  private Future<Void> why(RoutingContext request) {
    var id = RolloutRequest.id(request);
    var device = new DeviceId(request.pathParam("deviceId"));
    return RolloutAnswer.found(store, id)
        .compose(row -> rollouts.see(id, rollout -> why(rollout, device)))
        .compose(
            json ->
                json.isPresent()
                    ? Replies.send(request, json.get())
                    : Future.failedFuture(
                        new Problem(
                            404,
                            "device-not-in-rollout",
                            device + " is no device of this rollout.")));
  }

  private Optional<JsonObject> why(Rollout rollout, DeviceId device) {
    var views = rollout.views();
    return views
        .device(device)
        .flatMap(view -> views.why(device).map(why -> records.write(view).put("why", why)));
  }

  private static boolean isCsv(RoutingContext request) {
    @Nullable String format = request.queryParams().get("format");
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw new BadMessage("/format", "must be csv or json");
    }
    @Nullable String accept = request.request().getHeader(HttpHeaders.ACCEPT);
    return format == null ? accept != null && accept.startsWith("text/csv") : format.equals("csv");
  }

  private static long from(@Nullable String text) {
    try {
      var from = text == null ? 1 : Long.parseLong(text);
      if (from >= 1) {
        return from;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadMessage("/from", "must be a number, 1 or more");
    }
    throw new BadMessage("/from", "must be a number, 1 or more");
  }

  private static JsonObject json(LogLine line) {
    return new JsonObject()
        .put("seq", line.seq())
        .put("at", line.at().toString())
        .put("event", new JsonObject(line.event()));
  }

  private static JsonObject json(ExecutionRow row) {
    var json =
        new JsonObject()
            .put("deviceId", row.deviceId())
            .put("wave", row.wave())
            .put("state", row.state())
            .put("attempt", row.attempt())
            .put("updatedAt", row.updatedAt().toString());
    if (row.reason() != null) {
      json.put("reason", row.reason());
    }
    return row.updateId() == null ? json : json.put("updateId", row.updateId());
  }
}

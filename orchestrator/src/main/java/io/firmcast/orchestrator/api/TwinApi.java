// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.Hub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Twin;
import io.firmcast.kit.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** A device's twin as the hub has it now, for whoever has no key to the hub. */
public final class TwinApi {
  private final Hub hub;

  public TwinApi(Hub hub) {
    this.hub = hub;
  }

  /** Adds the route; failures are left to the router's own handlers. */
  public void mount(Router router) {
    router.get("/api/v1/devices/:deviceId/twin").handler(this::show);
  }

  private void show(RoutingContext request) {
    var device = new DeviceId(request.pathParam("deviceId"));
    hub.twin(device)
        .recover(failure -> Future.failedFuture(problem(device, failure, request)))
        .compose(
            twin ->
                request
                    .response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(json(twin).toBuffer()))
        .onFailure(request::fail);
  }

  private static JsonObject json(Twin twin) {
    return new JsonObject()
        .put("deviceId", twin.deviceId().value())
        .put("connected", twin.connected())
        .put("desired", twin.desired())
        .put("desiredVersion", twin.desiredVersion())
        .put("reported", twin.reported())
        .put("reportedVersion", twin.reportedVersion());
  }

  private static Throwable problem(DeviceId device, Throwable failure, RoutingContext request) {
    if (!(failure instanceof HubException hub)) {
      return failure;
    }
    if (hub.reason() == HubException.Reason.DEVICE_NOT_FOUND) {
      return new Problem(404, "device-not-found", "The hub knows no device " + device + ".");
    }
    request.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
    return new Problem(503, "hub-unavailable", "The hub does not give the twin now; try again.");
  }
}

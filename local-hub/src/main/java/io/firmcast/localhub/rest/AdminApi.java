// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.fault.ArmedFault;
import io.firmcast.localhub.fault.FaultText;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.tier.TierText;
import io.firmcast.localhub.wire.JsonText;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * The hub's own switches, under {@code /admin}; no part of IoT Hub's API. For callers on this
 * machine only, see {@link AdminGuard}; errors are problem+json.
 *
 * <pre>
 * GET    /admin/faults       {"value":[{"id":"drop-desired-1","kind":"drop-desired","rate":0.1,
 *                             "devices":"*","seed":0,"occasions":40,"struck":3}]}
 * PUT    /admin/faults       {"value":[rule, …]} in place of all that are there
 * DELETE /admin/faults
 * GET    /admin/faults/{id}
 * PUT    /admin/faults/{id}  {"kind":"delay-method","rate":0.5,"devices":"sim-*","for":"5m",
 *                             "seed":7,"time":"100ms-2s"}, only the kind is needed
 * DELETE /admin/faults/{id}
 * GET    /admin/tier         {"tier":"S1","units":1,"patience":"10s","speed":1.0,"quota":false,
 *                             "messagesToday":0}
 * PUT    /admin/tier         the same, only the tier is needed; "none" takes all limits away
 * </pre>
 */
final class AdminApi {

  private static final int MOST_ID_CHARACTERS = 64;

  private final Throttles throttles;
  private final Faults faults;
  private final MessageAdmin messages;
  private final AccessAdmin access;
  private final AdminGuard guard;

  AdminApi(
      Throttles throttles,
      Faults faults,
      MessageAdmin messages,
      AccessAdmin access,
      HubNames names) {
    this.throttles = throttles;
    this.faults = faults;
    this.messages = messages;
    this.access = access;
    this.guard = new AdminGuard(names);
  }

  void addTo(Router router) {
    router.route("/admin/*").handler(guard);
    router.get("/admin/faults").handler(request -> write(request, faultsJson()));
    router.put("/admin/faults").handler(this::replaceFaults);
    router.delete("/admin/faults").handler(this::clearFaults);
    router.get("/admin/faults/:id").handler(this::oneFault);
    router.put("/admin/faults/:id").handler(this::putFault);
    router.delete("/admin/faults/:id").handler(this::removeFault);
    router.get("/admin/tier").handler(request -> write(request, tierJson()));
    router.put("/admin/tier").handler(this::changeTier);
    messages.addTo(router);
    access.addTo(router);
    router.route("/admin/*").failureHandler(AdminApi::failed);
  }

  /** Answers what no route takes: 405 where one has the path, else 404. */
  static void refuse(RoutingContext request, int status) {
    if (status == 405) {
      Problem.METHOD_NOT_ALLOWED.write(
          request, request.request().method() + " is not possible here.");
    } else {
      Problem.NOT_FOUND.write(
          request,
          "Here are /admin/faults, tier, witness, policies, device-authorities, bearer and"
              + " devices/{id}/messages.");
    }
  }

  private void replaceFaults(RoutingContext request) {
    if (!(body(request).getValue("value") instanceof JsonArray rules)
        || !rules.stream().allMatch(JsonObject.class::isInstance)) {
      throw new IllegalArgumentException("value: must be an array of rules");
    }
    faults.replaceAll(rules.stream().map(JsonObject.class::cast).map(FaultText::of).toList());
    write(request, faultsJson());
  }

  private void clearFaults(RoutingContext request) {
    faults.clear();
    request.response().setStatusCode(204).end();
  }

  private void oneFault(RoutingContext request) {
    faults
        .find(request.pathParam("id"))
        .map(ArmedFault::json)
        .ifPresentOrElse(json -> write(request, json), () -> noSuchRule(request));
  }

  private void putFault(RoutingContext request) {
    var id = request.pathParam("id");
    if (id.length() > MOST_ID_CHARACTERS) {
      throw new IllegalArgumentException("id: must have at most 64 characters");
    }
    faults.put(id, FaultText.of(body(request)));
    oneFault(request);
  }

  private void removeFault(RoutingContext request) {
    if (faults.remove(request.pathParam("id"))) {
      request.response().setStatusCode(204).end();
    } else {
      noSuchRule(request);
    }
  }

  private void changeTier(RoutingContext request) {
    throttles.change(TierText.of(body(request)));
    write(request, tierJson());
  }

  private JsonObject faultsJson() {
    return new JsonObject()
        .put("value", new JsonArray(faults.all().stream().map(ArmedFault::json).toList()));
  }

  private JsonObject tierJson() {
    return TierText.json(throttles.settings()).put("messagesToday", throttles.messagesToday());
  }

  static JsonObject body(RoutingContext request) {
    var content = request.body().buffer();
    try {
      if (content != null) {
        return JsonText.object(content);
      }
    } catch (DecodeException | ClassCastException malformed) {
      throw new IllegalArgumentException("The body is no JSON object", malformed);
    }
    throw new IllegalArgumentException("The body is empty");
  }

  private static void noSuchRule(RoutingContext request) {
    Problem.NOT_FOUND.write(request, "No rule has this id, or its time is up.");
  }

  static void write(RoutingContext request, JsonObject json) {
    request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
  }

  private static void failed(RoutingContext request) {
    if (request.failure() instanceof IllegalArgumentException wrong) {
      Problem.BAD_REQUEST.write(request, String.valueOf(wrong.getMessage()));
    } else {
      request.next();
    }
  }
}

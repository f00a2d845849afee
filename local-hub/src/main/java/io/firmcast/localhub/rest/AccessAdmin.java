// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.access.Access;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.SharedKeys.Which;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what. Besides being on the hub's machine a caller needs a token of the policy {@code
 * iothubowner}: other users of that machine may play with faults, but not become the owner.
 *
 * <pre>
 * GET    /admin/policies                          {"value":[{"keyName":"service",
 *                                                  "rights":"ServiceConnect","primaryKey":"…",
 *                                                  "secondaryKey":"…"}]}
 * GET    /admin/policies/{name}
 * POST   /admin/policies/{name}/regenerate        {"key":"primary"}, or secondary
 * GET    /admin/device-authorities                {"value":[{"thumbprint":"…","subject":"CN=…",
 *                                                  "expiry":"…"}]}
 * POST   /admin/device-authorities                {"certificate":"-----BEGIN CERTIFICATE-----…"}
 * DELETE /admin/device-authorities/{thumbprint}
 * GET    /admin/bearer                            {"token":true,"jwtKey":false}, what is accepted
 * PUT    /admin/bearer                            {"token":"…","jwtKey":"…"}, either or both; null
 *                                                  ends it
 * </pre>
 */
final class AccessAdmin {

  private final Access access;
  private final Gate gate;

  AccessAdmin(Access access, Gate gate) {
    this.access = access;
    this.gate = gate;
  }

  void addTo(Router router) {
    router.get("/admin/policies").handler(owner(this::policies));
    router.get("/admin/policies/:name").handler(owner(this::policy));
    router.post("/admin/policies/:name/regenerate").handler(owner(this::regenerate));
    router.get("/admin/device-authorities").handler(owner(this::authorities));
    router.post("/admin/device-authorities").handler(owner(this::register));
    router.delete("/admin/device-authorities/:thumbprint").handler(owner(this::remove));
    router.get("/admin/bearer").handler(owner(request -> AdminApi.write(request, bearer())));
    router.put("/admin/bearer").handler(owner(this::accept));
  }

  private Handler<RoutingContext> owner(Handler<RoutingContext> work) {
    return request -> {
      var token = request.request().getHeader("Authorization");
      if (token != null && gate.isOwner(token)) {
        work.handle(request);
      } else {
        Problem.UNAUTHORIZED.write(
            request, "This needs a token of the policy iothubowner in the header Authorization.");
      }
    };
  }

  private void policies(RoutingContext request) {
    AdminApi.write(request, list(access.policies().stream().map(AccessJson::of)));
  }

  private void policy(RoutingContext request) {
    try {
      AdminApi.write(request, AccessJson.of(access.policy(request.pathParam("name"))));
    } catch (NoSuchElementException unknown) {
      notThere(request, unknown);
    }
  }

  private void regenerate(RoutingContext request) {
    var which = which(AdminApi.body(request).getValue("key"));
    access
        .regenerate(request.pathParam("name"), which)
        .onComplete(
            policy -> AdminApi.write(request, AccessJson.of(policy)),
            cause -> notThere(request, cause));
  }

  private void authorities(RoutingContext request) {
    AdminApi.write(request, list(access.deviceAuthorities().stream().map(AccessJson::of)));
  }

  private void register(RoutingContext request) {
    if (!(AdminApi.body(request).getValue("certificate") instanceof String pem)) {
      throw new IllegalArgumentException("certificate: must be a text in PEM");
    }
    access
        .registerDeviceAuthority(pem)
        .onComplete(
            read -> AdminApi.write(request, list(read.stream().map(AccessJson::of))),
            request::fail);
  }

  private void remove(RoutingContext request) {
    var thumbprint = request.pathParam("thumbprint").toUpperCase(Locale.ROOT);
    access
        .removeDeviceAuthority(thumbprint)
        .onComplete(
            removed -> {
              if (removed) {
                request.response().setStatusCode(204).end();
              } else {
                Problem.NOT_FOUND.write(request, "No authority has this thumbprint.");
              }
            },
            request::fail);
  }

  /** What is not named stays as it is. */
  private void accept(RoutingContext request) {
    var body = AdminApi.body(request);
    if (!body.containsKey("token") && !body.containsKey("jwtKey")) {
      throw new IllegalArgumentException("token or jwtKey: is missing");
    }
    var token = text(body, "token");
    var key = text(body, "jwtKey");
    Future.succeededFuture()
        .compose(
            begun ->
                body.containsKey("token") ? access.acceptBearer(token) : Future.succeededFuture())
        .compose(
            done ->
                body.containsKey("jwtKey")
                    ? access.acceptJwt(key == null ? null : Buffer.buffer(key))
                    : Future.succeededFuture())
        .onComplete(done -> AdminApi.write(request, bearer()), request::fail);
  }

  private JsonObject bearer() {
    return new JsonObject().put("token", access.acceptsBearer()).put("jwtKey", access.acceptsJwt());
  }

  private static Which which(@Nullable Object name) {
    return switch (String.valueOf(name)) {
      case "primary" -> Which.PRIMARY;
      case "secondary" -> Which.SECONDARY;
      default -> throw new IllegalArgumentException("key: must be primary or secondary");
    };
  }

  private static @Nullable String text(JsonObject body, String member) {
    var value = body.getValue(member);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new IllegalArgumentException(member + ": must be a text, or null");
  }

  private static JsonObject list(Stream<JsonObject> items) {
    return new JsonObject().put("value", new JsonArray(items.toList()));
  }

  private static void notThere(RoutingContext request, Throwable cause) {
    if (cause instanceof NoSuchElementException unknown) {
      Problem.NOT_FOUND.write(request, unknown.getMessage() + ".");
    } else {
      request.fail(cause);
    }
  }
}

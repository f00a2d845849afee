// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.BulkRegistry;
import io.firmcast.hub.Credentials;
import io.firmcast.hub.Devices;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Identity;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.QueryPage;
import io.firmcast.hub.TwinChange;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The devices of an IoT Hub by its own HTTPS API (iot-hub-protocol.md section 4). */
public final class RestHub implements Devices, BulkRegistry {
  private final Exchange exchange;

  /**
   * Connects to nothing yet.
   *
   * @throws IllegalArgumentException in one sentence, when the connection string is not a service's
   */
  public RestHub(Vertx vertx, ConnectionString service, Trust trust, Clock clock) {
    this.exchange = new Exchange(vertx, service, trust, clock);
  }

  @Override
  public Future<JsonObject> create(Identity identity, Credentials credentials, boolean enabled) {
    var body = IdentityBody.of(identity, credentials, enabled);
    return exchange.send("PUT", Paths.identity(identity), body, Map.of(), Reply::object);
  }

  @Override
  public Future<JsonObject> identity(Identity identity) {
    return exchange.send("GET", Paths.identity(identity), null, Map.of(), Reply::object);
  }

  @Override
  public Future<JsonObject> enable(Identity device, boolean enabled, @Nullable String reason) {
    return identity(device)
        .map(now -> IdentityBody.enabled(now, enabled, reason))
        .compose(
            body ->
                exchange.send(
                    "PUT",
                    Paths.identity(device),
                    body,
                    ifMatch(body.getString("etag")),
                    Reply::object));
  }

  @Override
  public Future<Void> delete(Identity identity, @Nullable String etag) {
    // Without If-Match the registry refuses to delete; a star is any.
    var expected = etag == null ? Map.of("If-Match", "*") : ifMatch(etag);
    return exchange.send("DELETE", Paths.identity(identity), null, expected, Reply::nothing);
  }

  @Override
  public Future<JsonObject> twin(Identity identity) {
    return exchange.send("GET", Paths.twin(identity), null, Map.of(), Reply::object);
  }

  @Override
  public Future<JsonObject> change(Identity identity, TwinChange change) {
    var verb = change.replaces() ? "PUT" : "PATCH";
    return exchange.send(
        verb, Paths.twin(identity), change.toJson(), ifMatch(change.etag()), Reply::object);
  }

  @Override
  public Future<QueryPage> query(String sql, int pageSize, @Nullable String continuation) {
    var size = Integer.toString(pageSize);
    var headers =
        continuation == null
            ? Map.of("x-ms-max-item-count", size)
            : Map.of("x-ms-max-item-count", size, "x-ms-continuation", continuation);
    return exchange.send(
        "POST", Paths.QUERY, new JsonObject().put("query", sql), headers, Reply::page);
  }

  @Override
  public Future<MethodAnswer> invoke(Identity identity, DirectMethod method) {
    return exchange.invoke(Paths.methods(identity), method);
  }

  @Override
  public Future<Void> createMissing(List<DeviceId> devices) {
    var entries = devices.stream().map(IdentityBody::toCreate).toList();
    return exchange
        .bulk(Paths.DEVICES, new JsonArray(entries))
        .compose(
            answer ->
                answer
                    .failure()
                    .map(error -> Future.<Void>failedFuture(notCreated(error)))
                    .orElseGet(Future::succeededFuture));
  }

  private static HubException notCreated(JsonObject error) {
    return new HubException(
        HubException.Reason.BAD_REQUEST,
        "%s: %s".formatted(error.getValue("deviceId"), error.getValue("errorStatus")));
  }

  /** Quoted, as the hub shows it in headers; a reader of documents has it without. */
  private static Map<String, String> ifMatch(@Nullable String etag) {
    if (etag == null) {
      return Map.of();
    }
    return Map.of("If-Match", etag.equals("*") || etag.startsWith("\"") ? etag : '"' + etag + '"');
  }
}

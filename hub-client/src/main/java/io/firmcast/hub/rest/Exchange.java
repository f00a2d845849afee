// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. The JDK's client: it sends a true PATCH, keeps connections, and never
 * sends a POST a second time by itself.
 */
final class Exchange {
  private static final String API_VERSION = "?api-version=2021-04-12";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);

  private final Vertx vertx;
  private final ConnectionString service;
  private final Clock clock;
  private final Failures failures;
  private final HttpClient http;

  Exchange(Vertx vertx, ConnectionString service, Trust trust, Clock clock) {
    if (service.policy() == null) {
      throw new IllegalArgumentException(
          "the connection string of a service needs a SharedAccessKeyName; this one is a device's");
    }
    this.vertx = vertx;
    this.service = service;
    this.clock = clock;
    this.failures = new Failures(service.hostName());
    this.http =
        HttpClient.newBuilder()
            .sslContext(trust.sslContext())
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  <T> Future<T> send(
      String verb,
      String path,
      @Nullable JsonObject body,
      Map<String, String> headers,
      Function<Reply, T> read) {
    return sent(verb, path, body, headers, ANSWER)
        .map(read)
        .recover(failure -> Future.failedFuture(failures.of(failure)));
  }

  /** A bulk request, of which a part may have failed: that is an answer, not a failure. */
  Future<BulkAnswer> bulk(String path, JsonArray entries) {
    return response("POST", path, entries.encode(), Map.of(), ANSWER)
        .compose(
            response ->
                BulkAnswer.of(response)
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(refusal(response))))
        .recover(failure -> Future.failedFuture(failures.of(failure)));
  }

  /**
   * Waits as long as the hub itself may, and longer: it is the hub that says the device is late.
   */
  Future<MethodAnswer> invoke(String path, DirectMethod method) {
    var body =
        new JsonObject()
            .put("methodName", method.name())
            .put("payload", method.payload())
            .put("connectTimeoutInSeconds", method.connectTimeout().toSeconds())
            .put("responseTimeoutInSeconds", method.responseTimeout().toSeconds());
    var patience = ANSWER.plus(method.connectTimeout()).plus(method.responseTimeout());
    return sent("POST", path, body, Map.of(), patience)
        .map(Reply::methodAnswer)
        .recover(failure -> Future.failedFuture(failures.ofMethod(failure)));
  }

  private Future<Reply> sent(
      String verb,
      String path,
      @Nullable JsonObject body,
      Map<String, String> headers,
      Duration patience) {
    return response(verb, path, body == null ? null : body.encode(), headers, patience)
        .compose(
            response ->
                response.statusCode() < 300
                    ? Future.succeededFuture(new Reply(response))
                    : Future.failedFuture(refusal(response)));
  }

  private static Refusal refusal(HttpResponse<String> response) {
    return Refusal.of(response.statusCode(), response.body());
  }

  private Future<HttpResponse<String>> response(
      String verb,
      String path,
      @Nullable String body,
      Map<String, String> headers,
      Duration patience) {
    var request =
        HttpRequest.newBuilder(URI.create("https://" + service.hostName() + path + API_VERSION))
            .timeout(patience)
            .header("Authorization", SasToken.forService(service, clock.instant().plus(TOKEN_LIFE)))
            .header("Accept", "application/json")
            .method(verb, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json; charset=utf-8");
    }
    headers.forEach(request::header);
    // Taken before the call: the client's threads have no context of ours.
    var here = vertx.getOrCreateContext();
    return Future.fromCompletionStage(
            http.sendAsync(request.build(), BodyHandlers.ofString()), here)
        .timeout(patience.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
  }
}

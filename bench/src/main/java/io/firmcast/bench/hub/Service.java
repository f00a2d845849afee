// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.time.Duration;
import java.time.Instant;

/** The service side of a hub over HTTPS. */
public final class Service {

  private static final int CONNECTIONS = 64;
  private static final long TIMEOUT_MS = 60_000;

  private final HttpClient http;
  private final int port;
  private final String token;

  Service(Vertx vertx, int port, String token) {
    var options = new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
    options.setSslEngineOptions(new OpenSSLEngineOptions());
    this.http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.port = port;
    this.token = token;
  }

  public static Service of(Vertx vertx, Server hub) {
    var owner = ConnectionString.parse(hub.told().get(3));
    var token = SasToken.forService(owner, Instant.now().plus(Duration.ofHours(6)));
    return new Service(vertx, Integer.parseInt(hub.told().get(2)), token);
  }

  /** Completes with the body of a 200; fails at anything else. */
  public Future<Buffer> post(String path, Buffer body) {
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(Server.HOST)
            .setPort(port)
            .setURI(path + "?api-version=2021-04-12")
            .setTimeout(TIMEOUT_MS);
    return http.request(request)
        .compose(
            sent ->
                sent.putHeader("Authorization", token)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("x-ms-max-item-count", "100")
                    .send(body))
        .compose(
            response ->
                response
                    .body()
                    .compose(
                        answer ->
                            response.statusCode() == 200
                                ? Future.succeededFuture(answer)
                                : Future.failedFuture(answer.toString())));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.OpenSSLEngineOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service side of a hub over HTTPS: two event loops, each with connections of its own. With one
 * client called from every loop, Vert.x 5.0.8 lost a request in some runs, without a time-out.
 */
public final class Service {

  /**
   * A client that is only ever called on one event loop, and never has to wait for a connection.
   */
  private record Lane(Context loop, HttpClient http) {}

  private static final int CONNECTIONS = 64;
  private static final long TIMEOUT_MS = 60_000;

  private final List<Lane> lanes;
  private final AtomicInteger next = new AtomicInteger();
  private final int port;
  private final String token;

  Service(Vertx vertx, int port, String token) {
    var options = new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false);
    options.setSslEngineOptions(new OpenSSLEngineOptions());
    this.lanes = List.of(lane(vertx, options), lane(vertx, options));
    this.port = port;
    this.token = token;
  }

  private static Lane lane(Vertx vertx, HttpClientOptions options) {
    return new Lane(
        ((VertxInternal) vertx).createEventLoopContext(),
        vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS)));
  }

  public static Service of(Vertx vertx, Server hub) {
    var owner = ConnectionString.parse(hub.told().get(3));
    var token = SasToken.forService(owner, Instant.now().plus(Duration.ofHours(6)));
    return new Service(vertx, Integer.parseInt(hub.told().get(2)), token);
  }

  /** Completes with the body of a 200; fails at anything else. */
  public Future<Buffer> post(String path, Buffer body) {
    return call(HttpMethod.POST, path, body);
  }

  /** The same. */
  public Future<Buffer> get(String path) {
    return call(HttpMethod.GET, path, Buffer.buffer());
  }

  private Future<Buffer> call(HttpMethod method, String path, Buffer body) {
    var lane = lanes.get(next.getAndIncrement() & 1);
    Promise<Buffer> answered = Promise.promise();
    lane.loop.runOnContext(turn -> call(lane.http, method, path, body).onComplete(answered));
    return answered.future();
  }

  private Future<Buffer> call(HttpClient http, HttpMethod method, String path, Buffer body) {
    var request =
        new RequestOptions()
            .setMethod(method)
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

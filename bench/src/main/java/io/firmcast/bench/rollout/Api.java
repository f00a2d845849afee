// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The orchestrator's API, as any client calls it. */
final class Api {

  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String rollouts;
  private final String quota;

  Api(int port) {
    this.rollouts = "http://127.0.0.1:" + port + "/api/v1/rollouts/";
    this.quota = "http://127.0.0.1:" + port + "/api/v1/quota";
  }

  void create(String id, JsonObject definition) throws IOException, InterruptedException {
    ask("PUT", rollouts + id, definition);
  }

  void start(String id) throws IOException, InterruptedException {
    ask("POST", rollouts + id + ":start", new JsonObject());
  }

  JsonObject rollout(String id) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(rollouts + id)));
  }

  JsonObject quota() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(quota)));
  }

  /** Asks seldom enough to be no load. */
  JsonObject await(String id, Predicate<JsonObject> wanted)
      throws IOException, InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var rollout = rollout(id);
      if (wanted.test(rollout)) {
        return rollout;
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("in vain: " + rollout.encode());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private void ask(String method, String url, JsonObject body)
      throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.encode())));
  }

  private JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer = http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("HTTP " + answer.statusCode() + ": " + answer.body());
    }
    return new JsonObject(answer.body());
  }
}

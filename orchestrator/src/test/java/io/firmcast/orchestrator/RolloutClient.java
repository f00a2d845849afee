// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An operator who asks again where an orchestrator did not answer. */
final class RolloutClient {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String rollouts;

  RolloutClient(int port) {
    this.rollouts = "http://127.0.0.1:" + port + "/api/v1/rollouts/";
  }

  /** Whether it is acknowledged. */
  boolean create(String id, JsonObject definition) throws InterruptedException {
    return status("PUT", rollouts + id, definition, "create-" + id) / 100 == 2;
  }

  /** Whether it is acknowledged. */
  boolean start(String id) throws InterruptedException {
    return status("POST", rollouts + id + ":start", new JsonObject(), "start-" + id) == 202;
  }

  /** The rollout as it is; empty where nobody answers. */
  JsonObject show(String id) throws InterruptedException {
    try {
      return new JsonObject(send(HttpRequest.newBuilder(URI.create(rollouts + id))).body());
    } catch (IOException nobody) {
      return new JsonObject();
    }
  }

  /** All of its log. */
  List<JsonObject> log(String id) throws IOException, InterruptedException {
    var lines = new ArrayList<JsonObject>();
    var next = rollouts + id + "/log?pageSize=1000";
    while (next != null) {
      var page = new JsonObject(send(HttpRequest.newBuilder(URI.create(next))).body());
      page.getJsonArray("value").forEach(line -> lines.add((JsonObject) line));
      var link = page.getString("nextLink");
      next = link == null ? null : URI.create(rollouts).resolve(link).toString();
    }
    return lines;
  }

  /** What the orchestrator answered; 0 where it did not. */
  int status(String method, String url, JsonObject body, String key) throws InterruptedException {
    try {
      return send(HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key)
              .method(method, BodyPublishers.ofString(body.encode())))
          .statusCode();
    } catch (IOException nobody) {
      return 0;
    }
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
  }
}

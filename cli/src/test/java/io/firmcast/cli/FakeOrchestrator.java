// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The wire of the orchestrator's rollouts, as a command sees it, answering what a test tells. */
final class FakeOrchestrator implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Queue<Object>> answers = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** What came in; the line is {@code METHOD uri}. */
  record Asked(String line, String who, String body) {
    JsonObject json() {
      return new JsonObject(body);
    }
  }

  FakeOrchestrator() throws TimeoutException {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** Answers that request with these, one after the other, and then with the last again. */
  FakeOrchestrator on(String line, Object... bodiesOrProblems) {
    answers.put(line, new ConcurrentLinkedQueue<>(List.of(bodiesOrProblems)));
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  Asked last() {
    return asked.get(asked.size() - 1);
  }

  /** A rollout of 10 devices in a wave of 2 and one of 8. */
  static JsonObject rollout(String state, int succeeded, int failed) {
    return new JsonObject()
        .put("id", "r1")
        .put("state", state)
        .put("devices", 10)
        .put("wave", state.equals("draft") || state.equals("awaitingApproval") ? 0 : 2)
        .put("inFlight", 1)
        .put("counts", new JsonObject().put("succeeded", succeeded).put("failed", failed))
        .put(
            "waves",
            new JsonArray()
                .add(wave(1, "passed", 2, 2, 0).put("name", "canaries").put("gated", true))
                .add(wave(2, "running", 8, Math.max(0, succeeded - 2), failed)))
        .put("pace", new JsonObject().put("inFlight", 100).put("parked", 1000))
        .put("plan", "ab12".repeat(16))
        .put("createdAt", "2026-11-20T12:00:00Z");
  }

  /** Of that rollout, by 20 runs. */
  static JsonObject forecast() {
    return new JsonObject(
        """
        {"runs":20,"devices":10,"p50":"PT10M","p90":"PT20M","completed":0.95,"stopped":0.05,
         "operations":{"methods":12,"desiredWrites":1,"twinReads":30,"reportedWrites":30,
           "messages":86},
         "leastSeconds":0.6,"messagesPerDay":400000,"daysOfQuota":0.0002,
         "waves":[{"number":1,"devices":2,"p50":"PT2M30S","p90":"PT5M"},
           {"number":2,"devices":8,"p50":"PT10M","p90":"PT20M"}],
         "at":"2026-11-20T12:00:00Z",
         "assumed":{"devices":{"offline":0.05,"backAfter":"PT6H","downloading":"PT2M",
           "applying":"PT1M","failing":0.005},"hub":{"tier":"S1","units":1},"runs":20,"seed":1}}""");
  }

  static JsonObject page(JsonObject... items) {
    return new JsonObject().put("value", new JsonArray(List.of(items)));
  }

  private static JsonObject wave(int number, String state, int devices, int good, int bad) {
    return new JsonObject()
        .put("number", number)
        .put("state", state)
        .put("devices", devices)
        .put("succeeded", good)
        .put("failed", bad)
        .put("inFlight", number - 1)
        .put("success", "95%")
        .put("gated", false);
  }

  private void answer(HttpServerRequest request) {
    request.bodyHandler(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    var line = request.method() + " " + request.uri();
    var who = request.getHeader("X-Firmcast-Who");
    asked.add(new Asked(line, who == null ? "" : who, body.toString()));
    var queue = answers.getOrDefault(line, new ConcurrentLinkedQueue<>());
    var next = queue.size() > 1 ? queue.poll() : queue.peek();
    if (next == null) {
      new Problem(404, "not-found", "There is nothing at " + line + ".").send(request.response());
    } else if (next instanceof Problem problem) {
      problem.send(request.response());
    } else if (next instanceof JsonObject json) {
      request.response().end(json.toBuffer());
    } else {
      request.response().putHeader("Content-Type", "text/csv").end(next.toString());
    }
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }
}

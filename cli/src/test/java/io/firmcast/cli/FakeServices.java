// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.kit.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The services' wire, as a command sees it, playing what a test tells it to. */
final class FakeServices implements AutoCloseable {
  static final String UPDATE = "u-1";

  private final Vertx vertx = Vertx.vertx();
  private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private final List<FirmwareStatus> story = new CopyOnWriteArrayList<>();
  private volatile @Nullable Problem refusal;
  private volatile boolean asked;
  private volatile String body = "";
  private volatile String state = "DOWNLOADING";
  private volatile JsonObject greeting =
      new JsonObject().put("type", "hello").put("epoch", "e").put("seq", 1);
  private final HttpServer server;

  FakeServices() throws TimeoutException {
    server =
        vertx
            .createHttpServer()
            .requestHandler(this::answer)
            .webSocketHandler(this::greet)
            .listen(0, "127.0.0.1")
            .await(5, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** What the device does once it is asked. */
  void play(FirmwareStatus... statuses) {
    story.addAll(List.of(statuses));
  }

  /** What the orchestrator was last asked for. */
  String body() {
    return body;
  }

  /** How the orchestrator says the update stands. */
  void state(String now) {
    state = now;
  }

  /** What every feed hears first from now on. */
  void greetWith(JsonObject frame) {
    greeting = frame;
  }

  void refuse(Problem with) {
    refusal = with;
  }

  /** Cuts every feed, as a restart of the status stream would. */
  void cutFeeds() {
    sockets.forEach(ServerWebSocket::close);
    sockets.clear();
  }

  /** What each connection to the feed asked for, oldest first. */
  List<String> queries() {
    return List.copyOf(queries);
  }

  /** Sends any frame to every feed. */
  void sendFrame(JsonObject frame) {
    sockets.forEach(socket -> socket.writeTextMessage(frame.encode()));
  }

  int feeds() {
    return sockets.size();
  }

  void send(StatusChanged change) {
    var delta =
        new JsonObject()
            .put("type", "delta")
            .put("seq", 2)
            .put("items", new JsonArray().add(change.toJson()));
    sockets.forEach(socket -> socket.writeTextMessage(delta.encode()));
  }

  static StatusChanged change(String device, String update, FirmwareStatus status) {
    return new StatusChanged(
        new DeviceId(device),
        status,
        Instant.parse("2026-11-20T12:00:00Z"),
        7,
        new UpdateId(update),
        "2.1.0",
        status == FirmwareStatus.FAILED ? new FirmwareError("hash", "not the image") : null);
  }

  /** Once the device is asked and somebody listens, whichever comes last. */
  private void tell() {
    if (asked && !sockets.isEmpty()) {
      story.forEach(status -> send(change("sim-3", UPDATE, status)));
      story.clear();
    }
  }

  private void greet(ServerWebSocket socket) {
    queries.add(String.valueOf(socket.query()));
    sockets.add(socket);
    socket.writeTextMessage(greeting.encode());
    socket.writeTextMessage(
        new JsonObject()
            .put("type", "snapshot")
            .put("seq", 1)
            .put("last", true)
            .put("items", new JsonArray())
            .encode());
    tell();
  }

  private void answer(HttpServerRequest request) {
    var refused = refusal;
    if (request.path().endsWith("/twin")) {
      var twin =
          new JsonObject().put("reported", new JsonObject().put("firmwareStatus", "completed"));
      request.response().end(twin.encode());
    } else if (request.path().contains("/updates/")) {
      request.response().end(new JsonObject().put("state", state).encode());
    } else if (refused != null) {
      refused.send(request.response());
    } else {
      // Answered only then: whoever has the answer may look at what was asked.
      request.bodyHandler(
          text -> {
            body = text.toString();
            started(request);
          });
    }
  }

  private void started(HttpServerRequest request) {
    var update =
        new JsonObject()
            .put("updateId", UPDATE)
            .put("deviceId", "sim-3")
            .put(
                "answer",
                new JsonObject()
                    .put("status", 200)
                    .put("payload", new JsonObject().put("Response", "Firmware update started")));
    request.response().setStatusCode(202).end(update.encode());
    asked = true;
    tell();
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }
}

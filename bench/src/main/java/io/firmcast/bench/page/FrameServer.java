// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.page;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The page out of the sources, and a feed of a fleet that changes so many times a second, in the
 * frames of asyncapi.yaml.
 */
final class FrameServer implements AutoCloseable {
  private static final Path WEBROOT = Path.of("status-stream/src/main/resources/webroot");
  private static final String[] STATUSES = {
    "standBy", "downloading", "applying", "completed", "failed"
  };
  private static final int PAGE = 1_000;
  private static final int TICK_MILLIS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final SplittableRandom random = new SplittableRandom(42);
  private final int devices;
  private final int changesPerSecond;
  private final int port;
  private long seq;

  FrameServer(int devices, int changesPerSecond) {
    this.devices = devices;
    this.changesPerSecond = changesPerSecond;
    this.port =
        vertx
            .createHttpServer(
                new HttpServerOptions().setWebSocketSubProtocols(List.of("firmcast.v1.json")))
            .requestHandler(FrameServer::file)
            .webSocketHandler(this::feed)
            .listen(0, "127.0.0.1")
            .await()
            .actualPort();
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  private static void file(HttpServerRequest request) {
    var path = request.path().equals("/") ? "index.html" : request.path().substring(1);
    var file = WEBROOT.resolve(path).normalize();
    if (!file.startsWith(WEBROOT) || !file.toFile().isFile()) {
      request.response().setStatusCode(404).end();
      return;
    }
    request.response().putHeader("Content-Security-Policy", "default-src 'self'");
    request.response().sendFile(file.toString());
  }

  private void feed(ServerWebSocket socket) {
    socket.writeTextMessage(
        new JsonObject()
            .put("type", "hello")
            .put("epoch", "bench")
            .put("seq", seq)
            .put("heartbeatSeconds", 15)
            .put("pollIntervalMs", 500)
            .put("stale", false)
            .encode());
    for (int from = 0; from < devices; from += PAGE) {
      var page = IntStream.range(from, Math.min(devices, from + PAGE));
      var frame = frame("snapshot", page).put("last", from + PAGE >= devices);
      socket.writeTextMessage(frame.encode());
    }
    var tick = changesPerSecond * TICK_MILLIS / 1000;
    if (tick > 0) {
      var timer = vertx.setPeriodic(TICK_MILLIS, each -> socket.writeTextMessage(delta(tick)));
      socket.closeHandler(closed -> vertx.cancelTimer(timer));
    }
  }

  private String delta(int changes) {
    seq += changes;
    var changed = IntStream.generate(() -> random.nextInt(devices)).limit(changes);
    return frame("delta", changed).encode();
  }

  private JsonObject frame(String type, IntStream which) {
    var items = new JsonArray();
    which.mapToObj(this::item).forEach(items::add);
    return new JsonObject().put("type", type).put("seq", seq).put("items", items);
  }

  private JsonObject item(int device) {
    return new JsonObject()
        .put("deviceId", "sim-" + device)
        .put("status", STATUSES[random.nextInt(STATUSES.length)])
        .put("at", Instant.now().toString())
        .put("reportedVersion", seq + 2)
        .put("version", "2.1.0")
        .put("updateId", "router-2.1.0-sim-" + device + "-1");
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}

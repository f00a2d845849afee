// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Milliseconds from the moment a device enters a phase (its own time stamp in the patch; one clock,
 * one machine) to the WebSocket frame that shows it, with every device in an update at once.
 */
final class PatchToFrame {
  private static final int ROUNDS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private PatchToFrame() {}

  public static void main(String[] args) throws Exception {
    var devices = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    try (var up = Up.start("--devices", Integer.toString(devices), "--phase-time", "3s")) {
      up.answers("http://127.0.0.1:9080/health/ready");
      var frames = new Frames();
      up.http()
          .newWebSocketBuilder()
          .buildAsync(URI.create("ws://127.0.0.1:8080/api/v1/status"), frames)
          .join();
      for (int round = 0; round < ROUNDS; round++) {
        update(up, devices);
        frames.awaitCompleted(devices * (round + 1));
      }
      // The first round warms up.
      var millis = frames.millis.stream().skip(frames.millis.size() / ROUNDS);
      System.out.printf("%d devices, %d rounds%n", devices, ROUNDS);
      System.out.println(
          "patch to frame   " + new Samples(millis.mapToDouble(Double::doubleValue)).summary("ms"));
    }
  }

  private static void update(Up up, int devices) throws Exception {
    for (int i = 0; i < devices; i++) {
      var status =
          up.post(
              "http://127.0.0.1:8080/api/v1/devices/sim-" + i + "/firmware-update",
              "{\"fwPackageUri\":\"https://fw.example/router-2.1.0.bin\"}");
      if (status != 202) {
        throw new IllegalStateException("sim-" + i + " answered HTTP " + status);
      }
    }
  }

  private static final class Frames implements WebSocket.Listener {
    final Queue<Double> millis = new ConcurrentLinkedQueue<>();
    private final AtomicInteger completed = new AtomicInteger();
    private final StringBuilder text = new StringBuilder();
    private volatile @Nullable Throwable broken;

    void awaitCompleted(int wanted) throws InterruptedException {
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (completed.get() < wanted) {
        if (System.nanoTime() > deadline || broken != null) {
          throw new IllegalStateException(
              "%d of %d completed".formatted(completed.get(), wanted), broken);
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }

    @Override
    public void onError(WebSocket socket, Throwable cause) {
      broken = cause;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        var now = Instant.now();
        var frame = new JsonObject(text.toString());
        text.setLength(0);
        if (frame.getString("type", "").equals("delta")) {
          frame
              .getJsonArray("items", new JsonArray())
              .forEach(item -> seen((JsonObject) item, now));
        }
      }
      socket.request(1);
      return null;
    }

    private void seen(JsonObject item, Instant now) {
      var at = item.getInstant("at");
      millis.add((now.toEpochMilli() - at.toEpochMilli()) * 1.0);
      if (item.getString("status").equals("completed")) {
        completed.incrementAndGet();
      }
    }
  }
}

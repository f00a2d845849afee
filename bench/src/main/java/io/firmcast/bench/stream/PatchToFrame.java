// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.Samples;
import io.firmcast.bench.hub.Clients;
import io.firmcast.bench.hub.Load;
import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/**
 * Milliseconds from a device's patch, by the time in it, to the frame that shows it, with every
 * device in an update. Arguments: devices; {@code poll} or {@code events}; changes a second;
 * seconds.
 */
final class PatchToFrame {
  private static final int PIPELINE = 64;
  private static final int TICK_MILLIS = 10;
  private static final int WARM_UP_SECONDS = 10;

  private PatchToFrame() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 1000);
    var source = (args.length > 1 ? args[1] : "poll").toUpperCase(Locale.ROOT);
    var rate = Servers.argument(args, 2, 200);
    var seconds = Servers.argument(args, 3, 30);
    var servers = new Servers();
    try (var hub = servers.hub("none", devices, 0, 1000);
        var clients = new Clients(hub)) {
      clients.connect(0, devices);
      Clients.await(Load.run(devices, PIPELINE, n -> phase(clients, n, "downloading")));
      try (var stream = StreamServer.start(servers, hub, source)) {
        measure(clients, stream, rate, seconds);
      }
    }
  }

  private static void measure(Clients clients, Server stream, int rate, int seconds)
      throws Exception {
    var devices = clients.devices().size();
    var ages = DoubleStream.builder();
    var counted = new AtomicBoolean();
    var seen = new AtomicInteger();
    Clients.await(
        FrameReader.connect(
            clients.vertx().createNetClient(),
            stream.port(),
            1,
            text -> take(text, counted.get(), seen, ages)));
    waitFor(() -> seen.get() >= devices);
    var reported = 0;
    var beginning = System.nanoTime();
    var end = beginning + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS + seconds);
    var perTick = Math.max(1, rate * TICK_MILLIS / 1000);
    var cpu = 0.0;
    while (System.nanoTime() < end) {
      if (!counted.get()
          && System.nanoTime() > beginning + TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS)) {
        counted.set(true);
        cpu = Proc.cpu(stream.process().pid());
      }
      for (var i = 0; i < perTick; i++, reported++) {
        var status = reported / devices % 2 == 0 ? "applying" : "downloading";
        phase(clients, reported % devices, status).onFailure(Throwable::printStackTrace);
      }
      var due = beginning + reported * 1_000_000_000L / rate;
      TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
    }
    counted.set(false);
    var used = (Proc.cpu(stream.process().pid()) - cpu) / seconds;
    System.out.printf(
        "%d devices, %d changes/s, %d s after %d s to warm up; the stream took %.2f cores%n",
        devices, rate, seconds, WARM_UP_SECONDS, used);
    System.out.println("patch to frame   " + new Samples(ages.build()).summary("ms"));
  }

  private static Future<Void> phase(Clients clients, int n, String status) {
    var device = clients.devices().get(n);
    return device.turn(() -> Reports.phase(device, status));
  }

  /** Each item is looked at; the times are the devices' own, and this is their machine. */
  private static void take(
      String text, boolean counted, AtomicInteger seen, DoubleStream.Builder ages) {
    var now = Instant.now();
    var items = new JsonObject(text).getJsonArray("items");
    if (items == null) {
      return;
    }
    for (var each : items) {
      var item = (JsonObject) each;
      seen.addAndGet("downloading".equals(item.getString("status")) ? 1 : 0);
      if (counted && text.startsWith("{\"type\":\"delta\"")) {
        var at = item.getInstant("at");
        ages.add(
            (now.getEpochSecond() - at.getEpochSecond()) * 1e3
                + (now.getNano() - at.getNano()) / 1e6);
      }
    }
  }

  static void waitFor(BooleanSupplier there) throws InterruptedException {
    var deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("not in time");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}

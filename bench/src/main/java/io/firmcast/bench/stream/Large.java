// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.Clients;
import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A large fleet: seconds until the stream has read every twin for the first time, its memory then,
 * and how long a client's snapshot takes. Arguments: devices; snapshots.
 */
final class Large {
  private static final int MB = 1_000_000;

  private Large() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 100_000);
    var snapshots = Servers.argument(args, 1, 5);
    var servers = new Servers();
    try (var hub = servers.hub("none", devices, 0, 1000);
        var clients = new Clients(hub)) {
      clients.visit(0, devices, (device, n) -> Reports.phase(device, "standBy"));
      var began = System.nanoTime();
      try (var stream = StreamServer.start(servers, hub, "POLL")) {
        var known = new AtomicInteger();
        var http = clients.vertx().createHttpClient();
        clients.vertx().setPeriodic(200, tick -> ask(http, stream, known));
        PatchToFrame.waitFor(() -> known.get() >= devices);
        System.out.printf("| %d devices | |%n|---|---:|%n", devices);
        System.out.printf("| start and first reading of all | %.1f s |%n", seconds(began));
        System.out.printf("| memory then (RSS) | %d MB |%n", Proc.rss(stream.process().pid()) / MB);
        for (var n = 0; n < snapshots; n++) {
          snapshot(clients.vertx(), stream);
        }
        System.out.printf(
            "| memory at the most | %d MB |%n", Proc.peak(stream.process().pid()) / MB);
      }
    }
    System.exit(0);
  }

  private static void snapshot(Vertx vertx, Server stream) throws Exception {
    var whole = new AtomicBoolean();
    var began = System.nanoTime();
    var reader =
        Clients.await(
            FrameReader.connect(
                vertx.createNetClient(),
                stream.port(),
                1,
                text -> whole.compareAndSet(false, text.contains("\"last\":true"))));
    while (!whole.get()) {
      TimeUnit.MILLISECONDS.sleep(1);
    }
    System.out.printf(
        "| snapshot of all | %.0f ms, %d frames, %.1f MB |%n",
        seconds(began) * 1000, reader.frames(), (double) reader.bytes() / MB);
  }

  private static void ask(HttpClient http, Server stream, AtomicInteger known) {
    http.request(HttpMethod.GET, stream.port(), Server.HOST, "/api/v1/status/totals")
        .compose(request -> request.send())
        .compose(answer -> answer.body())
        .onSuccess(body -> known.set(new JsonObject(body).getInteger("seen", 0)))
        .onFailure(notYet -> {});
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}

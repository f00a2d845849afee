// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.Clients;
import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Load;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.firmcast.bench.hub.Service;
import io.firmcast.contract.DeviceId;
import io.firmcast.hub.AzureHub;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Twins read one by one, and pages of 100 by query, through the Azure SDK beside Vert.x' own HTTPS
 * client. Arguments: twins; readings; pages; rounds; under way at one time.
 */
final class Reads {
  private static final String QUERY =
      "SELECT deviceId, properties.reported.firmwareStatus AS firmwareStatus FROM devices";

  private Reads() {}

  public static void main(String[] args) throws Exception {
    var twins = Servers.argument(args, 0, 10_000);
    var reads = Servers.argument(args, 1, 50_000);
    var pages = Servers.argument(args, 2, 5000);
    var rounds = Servers.argument(args, 3, 5);
    var atOnce = Servers.argument(args, 4, 64);
    var servers = new Servers();
    try (var hub = servers.hub("none", twins, 0, 1000);
        var clients = new Clients(hub)) {
      clients.visit(0, twins, (device, n) -> Reports.phase(device, "standBy"));
      var sdk =
          new AzureHub(
              clients.vertx(),
              ConnectionString.parse(hub.told().get(3)),
              Trust.of(Path.of(hub.told().get(4))));
      var loop = clients.vertx().getOrCreateContext();
      var http = Service.of(clients.vertx(), hub);
      var query = Buffer.buffer("{\"query\":\"" + QUERY + "\"}");
      var comparison =
          new Comparison()
              .with(
                  "Vert.x client",
                  () ->
                      run(
                          hub,
                          Measure.of(reads, n -> http.get("/twins/d" + n % twins)),
                          Measure.of(pages, n -> http.post("/devices/query", query)),
                          atOnce))
              .with(
                  "Azure SDK",
                  () ->
                      run(
                          hub,
                          Measure.of(
                              reads, n -> on(loop, () -> sdk.twin(new DeviceId("d" + n % twins)))),
                          Measure.of(pages, n -> on(loop, () -> sdk.query(QUERY, 100, null))),
                          atOnce));
      comparison.run(rounds);
      comparison.print("%d twins, %d calls under way".formatted(twins, atOnce));
    }
    System.exit(0);
  }

  private record Measure(int count, IntFunction<Future<?>> call) {
    static Measure of(int count, IntFunction<Future<?>> call) {
      return new Measure(count, call);
    }
  }

  private static Run run(Server hub, Measure readings, Measure pages, int atOnce) throws Exception {
    var watch = new Run.Stopwatch(hub);
    Clients.await(Load.run(readings.count() / 5, atOnce, readings.call()));
    watch.start();
    Clients.await(Load.run(readings.count(), atOnce, readings.call()));
    watch.done("reading", readings.count());
    watch.start();
    Clients.await(Load.run(pages.count(), atOnce, pages.call()));
    watch.done("page", pages.count());
    return watch.end();
  }

  /** Vert.x' futures come back to the context that asked: one event loop, as in a service. */
  private static <T> Future<T> on(Context loop, Supplier<Future<T>> call) {
    return Future.future(answered -> loop.runOnContext(here -> call.get().onComplete(answered)));
  }
}

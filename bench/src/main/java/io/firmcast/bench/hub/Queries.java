// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.bench.Samples;
import io.vertx.core.buffer.Buffer;
import java.util.stream.DoubleStream;

/**
 * The first page of a query by a reported value that 1 % of the twins have. Arguments: twins,
 * queries.
 */
final class Queries {

  private static final Buffer QUERY =
      Buffer.buffer(
          "{\"query\":\"SELECT deviceId, properties.reported.firmwareStatus FROM devices "
              + "WHERE properties.reported.firmwareStatus = 'x'\"}");
  private static final String PATCH_TOPIC = "$iothub/twin/PATCH/properties/reported/?$rid=1";

  private Queries() {}

  public static void main(String[] args) throws Exception {
    var twins = Servers.argument(args, 0, 100_000);
    var queries = Servers.argument(args, 1, 2000);
    try (var server = new Servers().hub("none", twins);
        var clients = new Clients(server)) {
      clients.visit(0, twins, (device, n) -> device.publish(PATCH_TOPIC, status(n)));
      var service = Service.of(clients.vertx(), server);
      System.out.printf("%n### First page of a query, %d twins, 1 %% match%n%n", twins);
      System.out.println("| | |\n|---|---|");
      row("first ever (makes the index)", times(service, 1));
      times(service, queries);
      row("idle hub", times(service, queries));
      clients.connect(0, 100);
      var patching =
          Load.run(
              200_000,
              10,
              n -> {
                var device = clients.devices().get(n % 100);
                return device.turn(() -> device.publish(PATCH_TOPIC, status(n / 100)));
              });
      row("while devices report", times(service, queries));
      System.out.println(patching.isComplete() ? "(reports ended before the queries)" : "");
    }
  }

  private static Buffer status(int n) {
    var status = n % 100 == 0 ? "x" : "completed";
    return Buffer.buffer("{\"firmwareStatus\":\"" + status + "\",\"logTime\":\"" + n + "\"}");
  }

  private static Samples times(Service service, int queries) throws Exception {
    var times = DoubleStream.builder();
    Clients.await(
        Load.run(
            queries,
            1,
            n -> {
              var began = System.nanoTime();
              return service
                  .post("/devices/query", QUERY)
                  .onSuccess(page -> times.add((System.nanoTime() - began) / 1e6));
            }));
    return new Samples(times.build());
  }

  private static void row(String name, Samples samples) {
    System.out.printf("| %s | %s |%n", name, samples.summary("ms"));
  }
}

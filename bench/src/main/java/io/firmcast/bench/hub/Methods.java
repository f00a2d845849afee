// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.stream.DoubleStream;

/**
 * Direct methods through REST to 1,000 devices: round trips a second with 64 under way, and the
 * time of one alone; beside the bare MQTT leg (a message to the server and back) and a bare HTTPS
 * server. Arguments: devices, calls, rounds.
 */
final class Methods {

  private static final Buffer CALL =
      Buffer.buffer(
          "{\"methodName\":\"ping\",\"responseTimeoutInSeconds\":30,\"payload\":{\"n\":1}}");
  private static final int UNDER_WAY = 64;
  private static final int ALONE = 1000;

  private Methods() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 1000);
    var calls = Servers.argument(args, 1, 20_000);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("local hub", () -> hub(servers.hub("none", devices), devices, calls))
            .with("bare MQTT leg", () -> mqttLeg(servers.bare("native"), devices, calls))
            .with("bare HTTPS server", () -> httpsLeg(servers.bare("native"), calls));
    comparison.run(Servers.argument(args, 2, 5));
    comparison.print("Direct methods, " + devices + " devices");
  }

  private static Run hub(Server server, int devices, int calls) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      clients.connect(0, devices);
      clients.each(devices, device -> device.subscribe("$iothub/methods/POST/#"));
      clients.devices().forEach(Methods::answering);
      var service = Service.of(clients.vertx(), server);
      return measure(server, calls, n -> service.post("/twins/d" + n % devices + "/methods", CALL));
    }
  }

  private static void answering(LeanDevice device) {
    device.onMessage(
        (topic, payload) -> {
          var rid = topic.substring(topic.indexOf("$rid="));
          device.tell("$iothub/methods/res/200/?" + rid, Buffer.buffer("{\"ok\":true}"));
        });
  }

  private static Run mqttLeg(Server server, int devices, int calls) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      clients.connect(0, devices);
      return measure(
          server,
          calls,
          n -> {
            var device = clients.devices().get(n % devices);
            return device.turn(() -> device.echo("echo", CALL));
          });
    }
  }

  private static Run httpsLeg(Server server, int calls) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      var service = new Service(clients.vertx(), Integer.parseInt(server.told().get(2)), "nobody");
      return measure(server, calls, n -> service.post("/", CALL));
    }
  }

  private static Run measure(
      Server server, int calls, java.util.function.IntFunction<Future<?>> call) throws Exception {
    var watch = new Run.Stopwatch(server);
    Clients.await(Load.run(calls, UNDER_WAY, call));
    watch.start();
    Clients.await(Load.run(calls, UNDER_WAY, call));
    watch.done("call", calls);
    var times = DoubleStream.builder();
    Clients.await(
        Load.run(
            ALONE,
            1,
            n -> {
              var began = System.nanoTime();
              return call.apply(n).onSuccess(done -> times.add((System.nanoTime() - began) / 1e6));
            }));
    var sorted = times.build().sorted().toArray();
    watch.figure("one alone, p50 ms", sorted[sorted.length / 2]);
    watch.figure("one alone, p99 ms", sorted[sorted.length * 99 / 100]);
    return watch.end();
  }
}

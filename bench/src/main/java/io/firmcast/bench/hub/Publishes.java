// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.util.function.BiFunction;

/**
 * QoS 1 publishes acknowledged a second, 1,000 devices, one under way in each: telemetry, and
 * reported patches that are durable before their answer. Arguments: devices, publishes, rounds.
 */
final class Publishes {

  private static final Buffer TELEMETRY = Buffer.buffer("{\"temperature\":21.5,\"humidity\":40}");
  private static final String PATCH_TOPIC = "$iothub/twin/PATCH/properties/reported/?$rid=1";
  private static final int WARM_UP = 3;

  private Publishes() {}

  public static void main(String[] args) throws Exception {
    var devices = Servers.argument(args, 0, 1000);
    var publishes = Servers.argument(args, 1, 100_000);
    var rounds = Servers.argument(args, 2, 5);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("Mosquitto", () -> measure(servers.mosquitto(true), devices, publishes))
            .with("local hub", () -> hub(servers, devices, publishes))
            .with("bare vertx-mqtt", () -> measure(servers.bare("native"), devices, publishes));
    comparison.run(rounds);
    comparison.print("QoS 1 publishes acknowledged, " + devices + " devices over TLS");
  }

  private static Run hub(Servers servers, int devices, int publishes) throws Exception {
    var data = Files.createTempDirectory(servers.folder(), "data");
    return measure(servers.hub(data.toString(), devices), devices, publishes);
  }

  private static Run measure(Server server, int devices, int publishes) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      clients.connect(0, devices);
      var watch = new Run.Stopwatch(server);
      for (var n = 0; n < WARM_UP; n++) {
        telemetry(clients, publishes / 4);
        patches(clients, publishes / 4);
      }
      watch.start();
      telemetry(clients, publishes);
      watch.done("telemetry", publishes);
      watch.start();
      patches(clients, publishes);
      watch.done("reported patch", publishes);
      return watch.end();
    }
  }

  private static void telemetry(Clients clients, int publishes) throws Exception {
    each(
        clients,
        publishes,
        (device, n) -> device.publish("devices/" + device.id() + "/messages/events/", TELEMETRY));
  }

  private static void patches(Clients clients, int publishes) throws Exception {
    each(
        clients,
        publishes,
        (device, n) ->
            device.publish(
                PATCH_TOPIC, Buffer.buffer("{\"firmwareStatus\":\"applying\",\"n\":" + n + "}")));
  }

  /** In turn over the devices, as many under way as there are devices. */
  private static void each(
      Clients clients, int publishes, BiFunction<LeanDevice, Integer, Future<?>> publish)
      throws Exception {
    var devices = clients.devices();
    Clients.await(
        Load.run(
            publishes,
            devices.size(),
            n -> {
              var device = devices.get(n % devices.size());
              return device.turn(() -> publish.apply(device, n));
            }));
  }
}

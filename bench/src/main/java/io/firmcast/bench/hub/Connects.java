// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.localhub.head.Tls;
import java.io.IOException;

/**
 * Connects a second, TLS and plain: cold (the first ones of a fresh server) and warm. Arguments:
 * connects, rounds.
 */
final class Connects {

  // Until the compiler has done its work: a plain connect is over before a handshake has begun.
  private static final int WARM_UP_TLS = 4;
  private static final int WARM_UP_PLAIN = 20;

  private Connects() {}

  public static void main(String[] args) throws Exception {
    var connects = Servers.argument(args, 0, 1000);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("bare vertx-mqtt, BoringSSL", () -> measure(servers.bare("native"), connects))
            .with("local hub", () -> measure(servers.hub("none", connects), connects))
            .with("bare vertx-mqtt, JDK TLS", () -> measure(servers.bare("jdk"), connects))
            .with("Mosquitto", () -> measure(servers.mosquitto(true), connects));
    var rounds = Servers.argument(args, 1, 5);
    comparison.run(rounds);
    comparison.print("Connects over TLS, " + connects + " cold, then warm");
    var plain =
        new Comparison()
            .with("bare vertx-mqtt", () -> measure(servers.bare("plain"), connects))
            .with("Mosquitto", () -> measure(servers.mosquitto(false), connects))
            .with("local hub", () -> measure(servers.hub("none", connects, Tls.NONE), connects));
    plain.run(rounds);
    plain.print("Connects over plain TCP, " + connects + " cold, then warm");
  }

  private static Run measure(Server server, int connects) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      var watch = new Run.Stopwatch(server);
      watch.start();
      clients.churn(0, connects);
      watch.done("cold connect", connects);
      for (var n = 0; n < (server.tls() ? WARM_UP_TLS : WARM_UP_PLAIN); n++) {
        clients.churn(0, connects);
      }
      watch.start();
      clients.churn(0, connects);
      watch.done("warm connect", connects);
      return watch.end();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.firmcast.localhub.head.Tls;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Memory of a connection that does nothing, with its twin at the local hub, and the processor time
 * of all of them doing nothing; plain TCP as the peers speak it. Arguments: connections, rounds.
 */
final class Idle {

  private static final int WARM_UP = 500;
  private static final int SECONDS = 20;
  // Within half a minute the hub keeps when it last heard of each device, once.
  private static final int SETTLE_SECONDS = 31;

  private Idle() {}

  public static void main(String[] args) throws Exception {
    var connections = Servers.argument(args, 0, 10_000);
    var rounds = Servers.argument(args, 1, 5);
    var servers = new Servers();
    var devices = connections + WARM_UP;
    var plain =
        new Comparison()
            .with("local hub", () -> measure(servers.hub("none", devices, Tls.NONE), connections))
            .with("bare vertx-mqtt", () -> measure(servers.bare("plain"), connections))
            .with(
                "HiveMQ CE",
                () -> measure(servers.peer("hivemq", "io.firmcast.peer.HiveMq"), connections))
            .with(
                "Moquette",
                () -> measure(servers.peer("moquette", "io.firmcast.peer.Moquette"), connections));
    plain.run(rounds);
    plain.print(connections + " idle connections, plain TCP");
    var tls =
        new Comparison()
            .with("local hub", () -> measure(servers.hub("none", devices), connections))
            .with("bare vertx-mqtt", () -> measure(servers.bare("native"), connections))
            .with("bare vertx-mqtt, JDK TLS", () -> measure(servers.bare("jdk"), connections));
    tls.run(rounds);
    tls.print(connections + " idle connections, TLS");
  }

  private static Run measure(Server server, int connections) throws Exception {
    try (server;
        var clients = new Clients(server)) {
      var watch = new Run.Stopwatch(server);
      clients.connect(connections, WARM_UP);
      var before = settledMemory(server);
      clients.connect(0, connections);
      clients.each(
          connections,
          device ->
              device.publish("devices/" + device.id() + "/messages/events/", Buffer.buffer()));
      var after = settledMemory(server);
      watch.figure("KB a connection", (after - before) / 1024.0 / connections);
      var pid = server.process().pid();
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      var cpu = Proc.cpu(pid);
      TimeUnit.SECONDS.sleep(SECONDS);
      watch.figure("idle CPU, % of a core", (Proc.cpu(pid) - cpu) / SECONDS * 100);
      return watch.end();
    }
  }

  /** Memory once the garbage is gone and the heap has shrunk, as its flags allow. */
  private static long settledMemory(Server server) throws Exception {
    var pid = server.process().pid();
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (var n = 0; n < 3; n++) {
      new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      TimeUnit.SECONDS.sleep(1);
    }
    return Proc.rss(pid);
  }
}

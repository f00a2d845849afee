// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.Samples;
import io.firmcast.bench.hub.Clients;
import io.firmcast.bench.hub.Comparison;
import io.firmcast.bench.hub.Load;
import io.firmcast.bench.hub.Proc;
import io.firmcast.bench.hub.Run;
import io.firmcast.bench.hub.Server;
import io.firmcast.bench.hub.Servers;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many clients of one feed, beside a bare broadcast of the same bytes. Arguments: clients; changes
 * a second; changes in a frame; clients that never read; rounds; seconds.
 */
final class Fanout {
  private static final int CONNECT_AT_ONCE = 64;
  private static final int LOOKED_INTO = 50;
  private static final int WARM_UP_SECONDS = 10;

  private Fanout() {}

  public static void main(String[] args) throws Exception {
    var clients = Servers.argument(args, 0, 5000);
    var rate = Servers.argument(args, 1, 1000);
    var batch = Servers.argument(args, 2, 20);
    var deaf = Servers.argument(args, 3, 0);
    var rounds = Servers.argument(args, 4, 3);
    var seconds = Servers.argument(args, 5, 20);
    var servers = new Servers();
    var comparison =
        new Comparison()
            .with("bare Vert.x", () -> run(servers, "bare", clients, rate, batch, deaf, seconds))
            .with("feed", () -> run(servers, "feed", clients, rate, batch, deaf, seconds));
    comparison.run(rounds);
    comparison.print(
        "%d clients, %d that never read, %d changes/s, %d in a frame"
            .formatted(clients, deaf, rate, batch));
    System.exit(0);
  }

  private static Run run(
      Servers servers, String kind, int clients, int rate, int batch, int deaf, int seconds)
      throws Exception {
    var process =
        Server.java(
            servers.folder().resolve(kind + ".log"),
            Servers.HEAP,
            FanoutServer.class,
            kind,
            Integer.toString(rate),
            Integer.toString(batch));
    var told = Server.ready(process);
    var vertx = Vertx.vertx();
    try (var server =
        new Server(
            process,
            Integer.parseInt(told.get(1)),
            false,
            told,
            n -> {
              throw new IllegalStateException("nobody logs in");
            })) {
      return measure(vertx, server, clients, deaf, seconds);
    } finally {
      Clients.await(vertx.close());
    }
  }

  private static Run measure(Vertx vertx, Server server, int clients, int deaf, int seconds)
      throws Exception {
    var watch = new Run.Stopwatch(server);
    var net = vertx.createNetClient();
    var pid = server.process().pid();
    var ages = new ConcurrentLinkedQueue<Double>();
    var counting = new AtomicBoolean();
    var readers = new CopyOnWriteArrayList<FrameReader>();
    var before = Proc.rss(pid);
    Clients.await(
        Load.run(
            clients,
            CONNECT_AT_ONCE,
            n ->
                FrameReader.connect(
                        net, server.port(), LOOKED_INTO, text -> look(text, counting.get(), ages))
                    .onSuccess(readers::add)));
    watch.figure("KB a client, connected", (Proc.rss(pid) - before) / 1024.0 / clients);
    Clients.await(
        Load.run(
            deaf,
            CONNECT_AT_ONCE,
            n ->
                FrameReader.connect(net, server.port(), 1, text -> {})
                    .onSuccess(FrameReader::pause)));
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    var settled = Proc.rss(pid);
    var frames = frames(readers);
    var bytes = bytes(readers);
    counting.set(true);
    watch.start();
    TimeUnit.SECONDS.sleep(seconds);
    counting.set(false);
    watch.done("frame", (int) (frames(readers) - frames));
    watch.figure("MB/s", (bytes(readers) - bytes) / 1e6 / seconds);
    watch.figure("MB more than after the warm-up", (Proc.rss(pid) - settled) / 1e6);
    var samples = new Samples(ages.stream().mapToDouble(Double::doubleValue));
    if (!ages.isEmpty()) {
      watch.figure("age p50 (ms)", samples.quantile(0.5));
      watch.figure("age p99 (ms)", samples.quantile(0.99));
    }
    return watch.end();
  }

  private static void look(String text, boolean counting, Queue<Double> ages) {
    if (counting && text.startsWith("{\"type\":\"delta\"")) {
      ages.add(FrameReader.age(text));
    }
  }

  private static long frames(List<FrameReader> readers) {
    return readers.stream().mapToLong(FrameReader::frames).sum();
  }

  private static long bytes(List<FrameReader> readers) {
    return readers.stream().mapToLong(FrameReader::bytes).sum();
  }
}

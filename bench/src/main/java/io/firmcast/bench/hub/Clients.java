// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The devices of one run, in this process. */
public final class Clients implements AutoCloseable {

  private static final int CONNECT_AT_ONCE = 64;
  private static final int WORK_AT_ONCE = 500;
  private static final int MINUTES = 10;

  private final Vertx vertx = Vertx.vertx();
  private final List<Context> loops = List.of(loop(), loop());
  private final NetClient net;
  private final Server server;
  private final List<LeanDevice> devices = new CopyOnWriteArrayList<>();

  public Clients(Server server) {
    this.server = server;
    this.net = vertx.createNetClient(server.clientOptions());
  }

  public Vertx vertx() {
    return vertx;
  }

  public List<LeanDevice> devices() {
    return devices;
  }

  /** Connects devices from the first number on, many at once. */
  public void connect(int first, int count) throws Exception {
    await(Load.run(count, CONNECT_AT_ONCE, n -> connect(first + n).map(devices::add)));
  }

  /** Does something with each connected device, many at once, and waits for all. */
  void each(int count, Function<LeanDevice, Future<Void>> work) throws Exception {
    await(
        Load.run(
            count,
            // Moquette loses what more than 1,024 devices do at once.
            WORK_AT_ONCE,
            n -> {
              var device = devices.get(n);
              return device.turn(() -> work.apply(device));
            }));
  }

  /** Connects, does something and leaves again, so many devices. */
  public void visit(int first, int count, BiFunction<LeanDevice, Integer, Future<Void>> work)
      throws Exception {
    await(
        Load.run(
            count,
            CONNECT_AT_ONCE,
            n ->
                connect(first + n)
                    .compose(d -> d.turn(() -> work.apply(d, first + n)).compose(x -> d.close()))));
  }

  /** On one of the event loops in turn, so that the clients may use every core, too. */
  private Future<LeanDevice> connect(int number) {
    var login = server.logins().apply(number);
    Promise<LeanDevice> connected = Promise.promise();
    loops
        .get(number % loops.size())
        .runOnContext(
            turn ->
                LeanDevice.connect(net, Server.HOST, server.port(), login).onComplete(connected));
    return connected.future();
  }

  /** Connects and leaves again, so many times. */
  void churn(int first, int count) throws Exception {
    await(Load.run(count, CONNECT_AT_ONCE, n -> connect(first + n).compose(LeanDevice::close)));
  }

  private Context loop() {
    return ((VertxInternal) vertx).createEventLoopContext();
  }

  public static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(MINUTES, TimeUnit.MINUTES);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}

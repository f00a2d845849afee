// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeadsTest {

  private static final String HOST = "127.0.0.9";

  private final Vertx vertx = Vertx.vertx();
  private final Set<Thread> served = ConcurrentHashMap.newKeySet();
  private final Heads<Greeter> heads = new Heads<>(vertx, 2, new Random(1), Greeter::new);

  /** Notes on which thread it is connected to. */
  private final class Greeter extends VerticleBase implements Head {

    private final int wanted;
    private @Nullable NetServer server;

    Greeter(int wanted) {
      this.wanted = wanted;
    }

    @Override
    public Future<?> start() {
      return vertx
          .createNetServer()
          .connectHandler(socket -> served.add(Thread.currentThread()))
          .listen(wanted, HOST)
          .map(listening -> server = listening);
    }

    @Override
    public int port() {
      return server == null ? 0 : server.actualPort();
    }
  }

  @AfterEach
  void end() throws Exception {
    await(vertx.close());
  }

  @Test
  void all_heads_share_one_free_port() throws Exception {
    await(heads.listen(0));

    for (int n = 0; n < 4; n++) {
      connect();
    }

    assertThat(heads.port()).isPositive();
    assertThat(heads.all()).extracting(Head::port).containsOnly(heads.port());
    Awaitility.await().untilAsserted(() -> assertThat(served).hasSize(2));
  }

  @Test
  void heads_of_another_kind_get_another_free_port() throws Exception {
    var others = new Heads<>(vertx, 2, new Random(2), Greeter::new);

    await(heads.listen(0));
    await(others.listen(0));

    assertThat(others.port()).isNotEqualTo(heads.port());
  }

  @Test
  void after_the_end_nothing_listens_and_a_second_end_does_no_harm() throws Exception {
    await(heads.listen(0));

    await(heads.close());
    await(heads.close());

    assertThat(connectFailure()).isInstanceOf(ConnectException.class);
  }

  private void connect() throws Exception {
    await(vertx.createNetClient().connect(heads.port(), HOST).compose(NetSocket::close));
  }

  private Throwable connectFailure() throws Exception {
    return vertx
        .createNetClient()
        .connect(heads.all().get(0).port(), HOST)
        .toCompletionStage()
        .handle((socket, cause) -> cause)
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}

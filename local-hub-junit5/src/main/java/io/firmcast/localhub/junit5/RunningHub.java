// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.junit5;

import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A hub with a Vert.x of its own; blocks until each step is done. */
record RunningHub(Vertx vertx, LocalHub hub) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Returns once the hub answers and the devices are registered; leaves nothing if it fails. */
  static RunningHub start(LocalHubSettings settings, List<String> devices) {
    var vertx = Vertx.vertx();
    try {
      var running = new RunningHub(vertx, await(LocalHub.start(vertx, settings)));
      await(Future.all(devices.stream().map(running.hub()::createDevice).toList()));
      return running;
    } catch (RuntimeException failed) {
      await(vertx.close());
      throw failed;
    }
  }

  @Override
  public void close() {
    try {
      await(hub.close());
    } finally {
      await(vertx.close());
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the local hub: " + failed.getMessage(), failed);
    } catch (TimeoutException late) {
      throw new IllegalStateException("the local hub took too long", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}

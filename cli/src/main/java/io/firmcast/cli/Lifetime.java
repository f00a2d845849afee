// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running process of ours: what was started last is stopped first, and all of it within {@link
 * #STOP}, on Ctrl-C and SIGTERM too. Used by one thread, and by the JVM's when it shuts down.
 */
final class Lifetime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofMillis(4500);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
  private final Deque<Supplier<Future<?>>> stops = new ArrayDeque<>();
  private final Thread onSignal = new Thread(this::stop, "firmcast-stop");
  private boolean stopped;

  Lifetime() {
    Runtime.getRuntime().addShutdownHook(onSignal);
  }

  Vertx vertx() {
    return vertx;
  }

  /** Waits a minute for something to start; its failure is thrown as it is. */
  <T> T started(Future<T> starting) {
    return started(starting, START);
  }

  /** Waits that long for something to start. */
  <T> T started(Future<T> starting, Duration atMost) {
    try {
      return starting.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new CliFailure(Exit.FAILED, "Not started within " + DurationText.of(atMost) + ".");
    }
  }

  /** Deploys it, to be undeployed before what was started earlier. */
  Future<String> deploy(Deployable service) {
    return vertx.deployVerticle(service).onSuccess(id -> onStop(() -> vertx.undeploy(id)));
  }

  /** Says how to stop what has just been started. */
  synchronized void onStop(Supplier<Future<?>> stop) {
    stops.push(stop);
  }

  /** Returns when the process is told to stop. */
  void untilStopped() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  /** Stops everything, once. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(onSignal);
    } catch (IllegalStateException alreadyShuttingDown) {
      LOG.trace("the hook does it");
    }
    stop();
  }

  private synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    Future<?> all = Future.succeededFuture();
    for (var stop : stops) {
      all = all.transform(before -> stop.get());
    }
    try {
      all.transform(before -> vertx.close()).await(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      LOG.warn("something did not stop in time and was cut off");
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * The heads of one protocol, one for each event loop that takes part; Vert.x deals new connections
 * out among those that listen on the same port. Callable from any thread.
 */
public final class Heads<H extends Head> {

  private final Vertx vertx;
  private final int eventLoops;
  private final RandomGenerator random;
  private final IntFunction<H> onPort;
  private final List<H> heads = new CopyOnWriteArrayList<>();
  private final Set<String> deployments = ConcurrentHashMap.newKeySet();

  /**
   * Prepares heads that do not listen yet.
   *
   * @param onPort makes a head for a port; negative for a free one that all of them share
   */
  public Heads(Vertx vertx, int eventLoops, RandomGenerator random, IntFunction<H> onPort) {
    this.vertx = vertx;
    this.eventLoops = eventLoops;
    this.random = random;
    this.onPort = onPort;
  }

  /** Listens on a port, 0 for any free one. */
  public Future<Void> listen(int port) {
    // Servers of one Vertx that listen on the same negative port share one that is free: a number
    // of our own, or the two protocols would answer each other's clients.
    var shared = port == 0 ? -1 - random.nextInt(Integer.MAX_VALUE) : port;
    return vertx
        .deployVerticle(() -> head(shared), new DeploymentOptions().setInstances(eventLoops))
        .map(deployments::add)
        .mapEmpty();
  }

  /** The port that is listened on; 0 while there is none. */
  public int port() {
    return heads.isEmpty() ? 0 : heads.get(0).port();
  }

  /** The heads that were brought up so far. */
  public List<H> all() {
    return List.copyOf(heads);
  }

  /** Ends the heads that still run; a second call does nothing more. */
  public Future<Void> close() {
    var alive = deployments.stream().filter(vertx.deploymentIDs()::contains).toList();
    deployments.clear();
    return Future.join(alive.stream().map(vertx::undeploy).toList()).mapEmpty();
  }

  private H head(int port) {
    var head = onPort.apply(port);
    heads.add(head);
    return head;
  }
}

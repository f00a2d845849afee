// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.awaitility.Awaitility.await;

import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A local hub, and devices that connect to it over one kind of link. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LinkOnHub {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final Vertx vertx = Vertx.vertx();
  final LinkKind kind;
  final String host;
  final MovableClock clock = new MovableClock();
  private final List<LinkUser> users = new ArrayList<>();
  TestHub hub;

  LinkOnHub(LinkKind kind, String host) {
    this.kind = kind;
    this.host = host;
  }

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    hub = new TestHub(vertx, host, data);
  }

  @AfterAll
  void stop() throws Exception {
    hub.stop();
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    hub.faults().clear();
    for (var user : users) {
      if (vertx.deploymentIDs().contains(user.deploymentID())) {
        vertx.undeploy(user.deploymentID()).await(20, TimeUnit.SECONDS);
      }
    }
    users.clear();
  }

  LinkUser connected(String id) throws Exception {
    return connected(hub.create(id), LinkOptions.DIRECT);
  }

  LinkUser connected(ConnectionString device, LinkOptions options) throws Exception {
    var user = open(device, hub.trust(), options);
    await().atMost(PATIENCE).until(user::isConnected);
    return user;
  }

  LinkUser open(ConnectionString device, Trust trust) throws Exception {
    return open(device, trust, LinkOptions.DIRECT);
  }

  LinkUser open(ConnectionString device, Trust trust, LinkOptions options) throws Exception {
    var quick = new Backoff(Duration.ofMillis(50), Duration.ofMillis(500), new Random(7));
    var links = new Links(vertx, trust, options, clock, quick);
    var user = new LinkUser(links.make(kind, device, TestHub.AZURE_PORT));
    users.add(user);
    vertx.deployVerticle(user).await(10, TimeUnit.SECONDS);
    return user;
  }
}

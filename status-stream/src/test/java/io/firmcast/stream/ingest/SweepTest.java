// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.FakeHub;
import io.firmcast.kit.Backoff;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final Clock clock = Clock.systemUTC();
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(7));
  private final HubHealth health = new HubHealth(backoff, Duration.ofSeconds(15), clock, () -> {});
  private final AtomicInteger faults = new AtomicInteger();
  private final List<DeviceId> discovered = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void a_fault_while_a_page_is_taken_in_is_tried_again_and_is_not_the_hubs() {
    hub.report("sim-1", new Story("sim-1").at("standBy").json());
    var sweep =
        new Sweep(
            vertx,
            hub,
            Watching.QUICK,
            clock,
            health,
            new Memory(clock, new Quarantine(clock)),
            backoff,
            this::discover);

    vertx.getOrCreateContext().runOnContext(here -> sweep.start());

    await().until(() -> discovered.contains(new DeviceId("sim-1")));
    assertThat(health.isDown()).isFalse();
    var queries = hub.queries().size();
    await().until(() -> hub.queries().size() > queries + 2);
  }

  private void discover(DeviceId device) {
    if (faults.incrementAndGet() <= 7) {
      throw new IllegalStateException("a fault of a test");
    }
    discovered.add(device);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.kit.ConnectionString;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** The device sim-7 with a link, work and memory that a test has in its hands. */
record OneDevice(Vertx vertx, FakeLink link, ManualWork work, JobMemory memory) {
  static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");

  DeviceAgentVerticle start() throws Exception {
    DeviceMake make =
        new DeviceMake() {
          @Override
          public PhaseWork work(Vertx vertx, AgentSettings device) {
            return work;
          }

          @Override
          public JobMemory memory(Vertx vertx, AgentSettings device) {
            return memory;
          }
        };
    var device =
        new DeviceAgentVerticle(
            AgentSettings.of(SIM_7),
            () -> link,
            make,
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(7));
    vertx.deployVerticle(device).await(5, TimeUnit.SECONDS);
    return device;
  }

  /** As if its power was cut: nothing more happens on the old one, which says no goodbye. */
  OneDevice killed(FakeLink next, ManualWork nextWork) {
    return new OneDevice(vertx, next, nextWork, memory);
  }
}

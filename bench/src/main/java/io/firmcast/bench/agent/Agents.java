// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.agent;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Swarm;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.SwarmStatus;
import io.firmcast.agent.link.LinkKind;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Firmcast's agents over MQTT, as {@code firmcast agents} starts them. */
final class Agents implements Devices {

  private static final SwarmPace FAST = new SwarmPace(64, 1_000_000);
  private static final int MINUTES = 10;

  private final Vertx vertx;
  private final Where where;
  private final DeviceMake make;
  private final Duration phaseTime;
  private final RandomGenerator random = new SecureRandom();
  private final Links links;
  private final List<Swarm> swarms = new CopyOnWriteArrayList<>();

  Agents(Vertx vertx, Where where, DeviceMake make, Duration phaseTime) {
    this.vertx = vertx;
    this.where = where;
    this.make = make;
    this.phaseTime = phaseTime;
    this.links =
        new Links(
            vertx, Trust.of(where.authorities()), LinkOptions.DIRECT, Clock.systemUTC(), random);
  }

  @Override
  public void connect(int first, int count) throws Exception {
    var swarm = new Swarm(vertx, links, make, Clock.systemUTC(), random, FAST);
    var settings = IntStream.range(first, first + count).mapToObj(this::settings).toList();
    swarm.deploy(settings, news -> {}).await(MINUTES, TimeUnit.MINUTES);
    while (!swarm.status().isComplete()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    swarms.add(swarm);
  }

  @Override
  public int completed() {
    return swarms.stream().map(Swarm::status).mapToInt(SwarmStatus::completed).sum();
  }

  private AgentSettings settings(int n) {
    return AgentSettings.of(where.device(n))
        .withLink(LinkKind.MQTT, where.mqttPort())
        .withPhaseTime(phaseTime);
  }
}

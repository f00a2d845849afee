// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkState;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final SwarmPace FAST = new SwarmPace(10, 10_000);

  private final Vertx vertx = Vertx.vertx();
  private final List<FakeLink> links = new CopyOnWriteArrayList<>();
  private final List<SwarmStatus> news = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void every_device_is_deployed_and_counted() throws Exception {
    var swarm = swarm(FAST, i -> new LinkState.Connected());

    var status = swarm.deploy(devices(50), news::add).await(5, TimeUnit.SECONDS);

    assertThat(status.isComplete()).isTrue();
    assertThat(status.connected()).isEqualTo(50);
    assertThat(news).last().isEqualTo(status);
    assertThat(vertx.deploymentIDs()).hasSize(50);
  }

  @Test
  void what_stands_how_adds_up() throws Exception {
    var states =
        List.of(
            new LinkState.Connected(),
            new LinkState.Refused("wrong key"),
            new LinkState.Connecting("connection refused"));
    var swarm = swarm(FAST, i -> states.get(i % 3));

    var status = swarm.deploy(devices(30), news::add).await(5, TimeUnit.SECONDS);

    assertThat(status.connected()).isEqualTo(10);
    assertThat(status.refused()).isEqualTo(10);
    assertThat(status.connecting()).isEqualTo(10);
    assertThat(status.untried()).isZero();
    assertThat(status.refusal()).contains("wrong key");
    assertThat(status.trouble()).contains("connection refused");
    assertThat(status.isHopeless()).isFalse();
  }

  @Test
  void a_swarm_of_which_all_are_refused_is_hopeless() throws Exception {
    var swarm = swarm(FAST, i -> new LinkState.Refused("wrong key"));

    var status = swarm.deploy(devices(3), news::add).await(5, TimeUnit.SECONDS);

    assertThat(status.isHopeless()).isTrue();
  }

  @Test
  void no_more_than_allowed_try_at_once() throws Exception {
    var swarm = swarm(new SwarmPace(4, 10_000), i -> null);

    var tried = swarm.deploy(devices(10), news::add);

    await().until(() -> links.size() == 4);
    await().during(Duration.ofMillis(150)).until(() -> links.size() == 4);
    assertThat(swarm.status().untried()).isEqualTo(10);
    links.get(0).tell(new LinkState.Connected());
    await().until(() -> links.size() == 5);
    assertThat(tried.isComplete()).isFalse();
  }

  @Test
  void no_more_than_allowed_begin_in_a_second() throws Exception {
    var swarm = swarm(new SwarmPace(100, 20), i -> new LinkState.Connected());
    var begun = System.nanoTime();

    swarm.deploy(devices(10), news::add).await(5, TimeUnit.SECONDS);

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(350));
  }

  @Test
  void an_empty_swarm_is_up_at_once() throws Exception {
    var status = swarm(FAST, i -> null).deploy(List.of(), news::add).await(5, TimeUnit.SECONDS);

    assertThat(status.isComplete()).isTrue();
    assertThat(status.isHopeless()).isFalse();
  }

  @Test
  void undeploying_stops_every_device_and_begins_no_other() throws Exception {
    var swarm = swarm(new SwarmPace(4, 10_000), i -> null);
    var tried = swarm.deploy(devices(10), news::add);
    await().until(() -> links.size() == 4);

    swarm.undeploy().await(5, TimeUnit.SECONDS);

    assertThat(links).hasSize(4).allMatch(link -> link.closed);
    assertThat(vertx.deploymentIDs()).isEmpty();
    assertThat(tried.isComplete()).isTrue();
  }

  @Test
  void a_pace_must_allow_something() {
    assertThatThrownBy(() -> new SwarmPace(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SwarmPace(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private Swarm swarm(SwarmPace pace, Function<Integer, @Nullable LinkState> atOpening) {
    return new Swarm(
        vertx,
        pace,
        settings -> {
          var link = new FakeLink();
          link.atOpening = atOpening.apply(links.size());
          links.add(link);
          return new DeviceAgentVerticle(
              settings, () -> link, DeviceMake.SIMULATED, Clock.systemUTC(), new Random(7));
        });
  }

  private static List<AgentSettings> devices(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "HostName=hub.example;DeviceId=sim-" + i + ";SharedAccessKey=c2VjcmV0")
        .map(ConnectionString::parse)
        .map(AgentSettings::of)
        .toList();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Swarm;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.link.LinkKind;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.localhub.Memory;
import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Testimony.ReportApplied;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A hub that loses, repeats and refuses and keeps a record of it; real devices, half of which may
 * be away; a receiver of webhooks; and orchestrators as processes.
 */
final class KillWorld implements AutoCloseable {
  private static final List<String> FAULTS =
      List.of(
          "rest-error:rate=0.3,status=429,seed=7",
          "rest-error:rate=0.05,status=500,seed=8",
          "drop-method-answer:rate=0.05,seed=9",
          "duplicate-method:rate=0.2,count=3,seed=10");

  private final Vertx vertx = Vertx.vertx();
  private final Set<String> endsTold = ConcurrentHashMap.newKeySet();
  private final Path dir;
  private final String store;
  private final int devices;
  private final LocalHub hub;
  private final Links links;
  private final HttpServer receiver;
  private final Swarm steady;
  private volatile Swarm wandering;

  /**
   * @param store of the orchestrators: a directory, or a database's URL
   */
  KillWorld(Path dir, String host, String store, int devices) throws Exception {
    this.dir = dir;
    this.store = store;
    this.devices = devices;
    var settings =
        new LocalHubSettings(host, 0, 0, dir.resolve("hub"))
            .withMemory(new Memory(EventFeed.CAPACITY, 4_000_000));
    hub = LocalHub.start(vertx, settings).await();
    for (var i = 0; i < devices; i++) {
      hub.createDevice("sim-" + i).await();
    }
    var trust = Trust.of(hub.caFile().orElseThrow());
    links = new Links(vertx, trust, LinkOptions.DIRECT, Clock.systemUTC(), new SecureRandom());
    receiver =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(
                            body -> {
                              told(body.toJsonObject());
                              request.response().end();
                            }));
    receiver.listen(0, "127.0.0.1").await();
    steady = swarm(0, devices / 2);
    wandering = swarm(devices / 2, devices);
  }

  /** From now on the hub behaves as badly as promised against. */
  void misbehave() {
    FAULTS.stream().map(FaultRule::of).forEach(hub.faults()::add);
  }

  /** Half of the devices are away for so long. */
  void halfGoesAwayFor(long millis) {
    wandering.undeploy().await();
    vertx
        .timer(Math.max(1, millis), TimeUnit.MILLISECONDS)
        .onSuccess(back -> wandering = swarm(devices / 2, devices));
  }

  /** Whether all devices are there. */
  boolean isWhole() {
    return steady.status().isComplete() && wandering.status().isComplete();
  }

  /**
   * @param kill a {@link KillPoint} and which occasion, or nothing
   */
  Process orchestrator(int port, Duration lease, Object... kill) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    var logging = "logback.configurationFile";
    command.add("-D" + logging + "=" + System.getProperty(logging, ""));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledOrchestrator.class.getName());
    command.add(hub.serviceConnectionString());
    command.add(hub.caFile().orElseThrow().toString());
    command.add(store);
    command.add(Integer.toString(port));
    command.add("http://127.0.0.1:" + receiver.actualPort() + "/told");
    command.add(Long.toString(lease.toMillis()));
    for (var word : kill) {
      command.add(word.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Redirect.appendTo(dir.resolve("orchestrators.log").toFile()))
        .start();
  }

  /**
   * By the hub's own record: each device came to apply each of these rollouts exactly once. Taken
   * from the histories that devices report, because one that is quick reports two steps at once.
   */
  void eachAppliedOnce(Collection<String> rollouts) {
    Map<String, Set<String>> applied = new TreeMap<>();
    for (var testimony : hub.witness().all()) {
      if (testimony instanceof ReportApplied report
          && report.patch().getValue("firmware") instanceof JsonObject firmware) {
        for (var step : firmware.getJsonArray("history", new JsonArray())) {
          var of = (JsonObject) step;
          if ("applying".equals(of.getString("status"))) {
            applied
                .computeIfAbsent(
                    of.getString("updateId").replaceFirst("-\\d+$", ""), first -> new TreeSet<>())
                .add(of.getString("at"));
          }
        }
      }
    }
    for (var rollout : rollouts) {
      for (var i = 0; i < devices; i++) {
        assertThat(applied.get(rollout + "-sim-" + i)).as("%s-sim-%d", rollout, i).hasSize(1);
      }
    }
    assertThat(applied).hasSize(rollouts.size() * devices);
  }

  /** The rollouts whose ends somebody was told. */
  Set<String> endsTold() {
    return endsTold;
  }

  int devices() {
    return devices;
  }

  private void told(JsonObject message) {
    if (message.getString("type").equals("rollout.ended")) {
      endsTold.add(message.getString("rolloutId"));
    }
  }

  private Swarm swarm(int from, int to) {
    var service = ConnectionString.parse(hub.serviceConnectionString());
    var settings =
        IntStream.range(from, to)
            .mapToObj(
                n ->
                    AgentSettings.of(
                            new ConnectionString(
                                service.host(),
                                service.policy(),
                                "sim-" + n,
                                service.sharedAccessKey()))
                        .withLink(LinkKind.MQTT, hub.mqttPort())
                        .withPhaseTime(Duration.ofMillis(50)))
            .toList();
    var swarm =
        new Swarm(
            vertx,
            links,
            DeviceMake.SIMULATED,
            Clock.systemUTC(),
            new SecureRandom(),
            new SwarmPace(50, 1_000));
    var deployed = swarm.deploy(settings, news -> {});
    assertThat(deployed).isNotNull();
    return swarm;
  }

  @Override
  public void close() {
    Future.join(steady.undeploy(), wandering.undeploy())
        .transform(gone -> receiver.close())
        .transform(closed -> hub.close())
        .transform(closed -> vertx.close())
        .await();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Shard;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.SwarmStatus;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.hub.AzureHub;
import io.firmcast.hub.rest.RestHub;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.orchestrator.OrchestratorSettings;
import io.firmcast.orchestrator.OrchestratorVerticle;
import io.firmcast.stream.StatusStreamSettings;
import io.firmcast.stream.StatusStreamVerticle;
import io.vertx.ext.healthchecks.HealthChecks;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * All of Firmcast in one process: the local hub, the orchestrator, the status stream with its page,
 * and some simulated devices. They talk to each other as they would across machines: by the hub's
 * wire, by HTTP and by the event bus.
 */
public final class Stack implements AutoCloseable {
  private final Lifetime process;
  private final LocalHub hub;
  private final URI url;
  private final SwarmStatus devices;

  private Stack(Lifetime process, LocalHub hub, URI url, SwarmStatus devices) {
    this.process = process;
    this.hub = hub;
    this.url = url;
    this.devices = devices;
  }

  /** Starts everything, and returns when every device has tried to connect. */
  public static Stack start(StackSettings settings) {
    var process = new Lifetime();
    try {
      return start(process, settings);
    } catch (RuntimeException notStarted) {
      process.close();
      throw notStarted;
    }
  }

  private static Stack start(Lifetime process, StackSettings settings) {
    var host = settings.hub().host();
    var hub = LocalHubOptions.start(process, settings.hub());
    var trust = Trust.of(hub.caFile().orElseThrow());
    var service = ConnectionString.parse(hub.serviceConnectionString());
    var azure = ServiceHub.unchecked(process, service, trust);
    var checks = HealthChecks.create(process.vertx());

    var orchestrator = orchestrator(process, azure, settings);
    orchestrator.readiness().register(checks);

    var api = URI.create("http://" + host + ":" + orchestrator.httpPort());
    var stream = stream(process, azure, settings, api);
    checks.register("status-stream", stream.readiness());

    var fleet =
        new Fleet(process, trust, LinkOptions.DIRECT, DeviceMake.SIMULATED, SwarmPace.DEFAULT);
    checks.register("devices", fleet.readiness());
    Management.start(process, checks, host, settings.managementPort(), stream::metrics);

    var url = URI.create("http://" + host + ":" + stream.port());
    var bulk = new RestHub(process.vertx(), service, trust, Clock.systemUTC());
    var ids = Fleet.ids("sim-", settings.devices(), Shard.WHOLE);
    var registered = fleet.registered(service, bulk, azure, ids);
    var devices = fleet.start(registered, agentsOf(settings, hub));
    return new Stack(process, hub, url, devices);
  }

  private static OrchestratorVerticle orchestrator(
      Lifetime process, AzureHub hub, StackSettings settings) {
    var here = OrchestratorSettings.defaults(settings.data()).withHttp(settings.hub().host(), 0);
    var orchestrator = new OrchestratorVerticle(here, hub, Clock.systemUTC(), new SecureRandom());
    process.started(process.deploy(orchestrator));
    return orchestrator;
  }

  private static StatusStreamVerticle stream(
      Lifetime process, AzureHub hub, StackSettings settings, URI orchestrator) {
    var port = settings.httpPort();
    var here =
        StatusStreamSettings.DEFAULTS
            .withAddress(settings.hub().host(), port)
            .withOrchestrator(orchestrator)
            .withOrigins(settings.origins());
    var stream =
        new StatusStreamVerticle(hub, here, Clock.systemUTC(), RandomGenerator.getDefault());
    Listening.started(process, process.deploy(stream), port, "--http-port");
    return stream;
  }

  private static UnaryOperator<AgentSettings> agentsOf(StackSettings settings, LocalHub hub) {
    return agent ->
        agent.withLink(settings.link(), hub.mqttPort()).withPhaseTime(settings.phaseTime());
  }

  /** Where the page, the feed and the API are. */
  public URI url() {
    return url;
  }

  /** The hub it runs on. */
  public LocalHub hub() {
    return hub;
  }

  /** How the devices stood when all had tried to connect. */
  public SwarmStatus devices() {
    return devices;
  }

  void untilStopped() throws InterruptedException {
    process.untilStopped();
  }

  @Override
  public void close() {
    process.close();
  }
}

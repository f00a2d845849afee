// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.fleet.FleetFollower;
import io.firmcast.localhub.identity.AuthorityFiles;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.job.Jobs;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.mqtt.Connections;
import io.firmcast.localhub.mqtt.MqttSettings;
import io.firmcast.localhub.mqtt.MqttVerticle;
import io.firmcast.localhub.mqtt.Sessions;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.rest.RestSettings;
import io.firmcast.localhub.rest.RestVerticle;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.BindException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An IoT Hub on this machine, for the unmodified Azure SDKs and other MQTT clients. All methods are
 * callable from any thread.
 */
public final class LocalHub {

  private static final Logger LOG = LoggerFactory.getLogger(LocalHub.class);
  private static final Duration TOKEN_GRACE = Duration.ofSeconds(2);
  private static final Duration TO_ANSWER = Duration.ofSeconds(2);
  private static final Duration TO_WRITE_THE_LAST = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final LocalHubSettings settings;
  private final Store store;
  private final HubNames names;
  private final Policies policies;
  private final Devices devices;
  private final DirectMethods methods;
  private final Jobs jobs;
  private final DeviceMessages messages;
  private final MqttVerticle mqtt;
  private final RestVerticle rest;
  private final String caPem;
  private final Set<String> deployments = ConcurrentHashMap.newKeySet();

  private LocalHub(Vertx vertx, LocalHubSettings settings, Foundation foundation)
      throws GeneralSecurityException {
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    this.vertx = vertx;
    this.settings = settings;
    // Not the foundation itself: it holds every row that was found in the store.
    this.store = foundation.store();
    this.names = foundation.names();
    this.policies = foundation.policies();
    this.caPem = foundation.caPem();
    var sessions = new Sessions(store);
    var connections = new Connections(sessions);
    var reachability = new Reachability(vertx);
    var gate = new Gate(names, policies, clock);
    var errors = new ErrorBody(clock, random);
    var queried = new FleetFollower(() -> Duration.ZERO, clock);
    this.messages = new DeviceMessages(clock);
    this.devices = new Devices(store, clock, random, connections, queried);
    var certificate = foundation.certificate();
    this.mqtt =
        new MqttVerticle(
            new MqttSettings(settings.host(), settings.mqttPort(), certificate, TOKEN_GRACE),
            devices,
            connections,
            sessions,
            reachability,
            messages,
            gate,
            names,
            errors,
            clock);
    this.methods = new DirectMethods(devices, reachability);
    var throttles = Throttles.of(vertx, clock);
    var fleet = new Fleet(devices, queried);
    this.jobs = new Jobs(vertx, store, devices, fleet, methods, throttles, clock, random);
    this.rest =
        new RestVerticle(
            vertx,
            new RestSettings(settings.host(), settings.httpsPort(), certificate),
            devices,
            methods,
            fleet,
            jobs,
            new Paging(secret(random)),
            clock,
            gate,
            errors);
    foundation.eachDevice(devices::restore);
    foundation.eachSession(sessions::restore);
    jobs.restore(foundation.found());
  }

  /**
   * Starts a hub; it listens only once it is ready to answer.
   *
   * @return the running hub; fails with a {@link PortInUseException} if a port cannot be had, and
   *     with a {@link DataInUseException} if another hub runs on the same data
   */
  public static Future<LocalHub> start(Vertx vertx, LocalHubSettings settings) {
    return vertx
        .executeBlocking(() -> prepare(vertx, settings), false)
        .compose(
            hub ->
                hub.listen()
                    .map(hub)
                    .recover(cause -> hub.close().transform(closed -> Future.failedFuture(cause))));
  }

  private static LocalHub prepare(Vertx vertx, LocalHubSettings settings) throws Exception {
    // Before the data, which the other hub on these ports very likely holds, too.
    PortInUseException.check(PortInUseException.Kind.HTTPS, settings.host(), settings.httpsPort());
    PortInUseException.check(PortInUseException.Kind.MQTT, settings.host(), settings.mqttPort());
    var foundation = Foundation.lay(settings, Clock.systemUTC(), new SecureRandom());
    try {
      return new LocalHub(vertx, settings, foundation);
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      foundation.store().close().onFailure(cause -> LOG.warn("store not closed", cause));
      throw unreadable;
    }
  }

  /** HTTPS first: a device that gets through must find a hub whose service side is there. */
  private Future<Void> listen() {
    return keepPolicies()
        .compose(kept -> deploy(rest, PortInUseException.Kind.HTTPS, settings.httpsPort()))
        .compose(deployed -> deploy(mqtt, PortInUseException.Kind.MQTT, settings.mqttPort()))
        .onSuccess(deployed -> jobs.start())
        .onSuccess(
            deployed ->
                LOG.atInfo()
                    .addKeyValue("mqttPort", mqttPort())
                    .addKeyValue("httpsPort", httpsPort())
                    .addKeyValue("data", settings.data())
                    .log("local hub ready; this is not Azure IoT Hub"))
        .mapEmpty();
  }

  /** Their keys are in connection strings, which must outlive this process. */
  private Future<Void> keepPolicies() {
    return store.keep(
        policies.byName().values().stream()
            .map(p -> Change.put(Kind.POLICY, p.name(), () -> Policies.toJson(p).encode()))
            .toList());
  }

  private Future<Boolean> deploy(Deployable wire, PortInUseException.Kind kind, int port) {
    return vertx
        .deployVerticle(wire)
        .map(deployments::add)
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof BindException
                        ? new PortInUseException(kind, settings.host(), port, cause)
                        : cause));
  }

  public int mqttPort() {
    return mqtt.port();
  }

  public int httpsPort() {
    return rest.port();
  }

  /** The name that clients dial, without port. */
  public String hostName() {
    return names.dialled();
  }

  /** The connection string of the owner of the hub, with the HTTPS port in its host name. */
  public String serviceConnectionString() {
    var owner = policies.owner();
    return "HostName=%s:%d;SharedAccessKeyName=%s;SharedAccessKey=%s"
        .formatted(hostName(), httpsPort(), owner.name(), owner.keys().primary());
  }

  /** The certificate that clients must trust. */
  public String caPem() {
    return caPem;
  }

  /** The file with {@link #caPem()}, where data is kept. */
  public Optional<Path> caFile() {
    return Optional.ofNullable(settings.data()).map(d -> d.resolve(AuthorityFiles.CERTIFICATE));
  }

  /** Registers an enabled device with keys of its own; fails if it is there already. */
  public Future<?> createDevice(String deviceId) {
    return devices.create(DeviceRequest.plain(deviceId));
  }

  /** The connection string of a registered device; throws if there is none of this id. */
  public String deviceConnectionString(String deviceId) {
    var keys = devices.get(deviceId).identity().keys();
    return "HostName=%s;DeviceId=%s;SharedAccessKey=%s"
        .formatted(hostName(), deviceId, keys.primary());
  }

  /** What devices have sent to the cloud. */
  public DeviceMessages messages() {
    return messages;
  }

  /**
   * Stops listening, answers what is in flight for up to two seconds, disconnects the devices and
   * closes the store. A second call does nothing more.
   */
  public Future<Void> close() {
    jobs.close();
    mqtt.drain();
    var patience = vertx.setTimer(TO_ANSWER.toMillis(), timer -> methods.abandon());
    return rest.drain(TO_ANSWER.plus(TO_WRITE_THE_LAST))
        .eventually(() -> Future.succeededFuture(vertx.cancelTimer(patience)))
        .eventually(this::undeployAll)
        .eventually(store::close);
  }

  private Future<Void> undeployAll() {
    var alive = deployments.stream().filter(vertx.deploymentIDs()::contains).toList();
    deployments.clear();
    return Future.join(alive.stream().map(vertx::undeploy).toList()).mapEmpty();
  }

  private static Buffer secret(SecureRandom random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}

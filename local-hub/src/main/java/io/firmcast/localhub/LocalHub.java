// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.fleet.FleetFollower;
import io.firmcast.localhub.head.Heads;
import io.firmcast.localhub.head.Tls;
import io.firmcast.localhub.identity.AuthorityFiles;
import io.firmcast.localhub.identity.DeviceAuthorities;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.identity.Pem;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.identity.Thumbprints;
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
import io.firmcast.localhub.wire.ErrorBody;
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
  // As many as can run at once: more would only be switched between.
  private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();

  private final Vertx vertx;
  private final LocalHubSettings settings;
  private final Store store;
  private final HubNames names;
  private final Policies policies;
  private final DeviceAuthorities deviceAuthorities;
  private final Devices devices;
  private final DirectMethods methods;
  private final DeviceMessages messages;
  private final Heads<MqttVerticle> mqtt;
  private final Heads<RestVerticle> rest;
  private final String caPem;

  private LocalHub(Vertx vertx, LocalHubSettings settings, Foundation foundation, Tls tls)
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
    this.deviceAuthorities = foundation.deviceAuthorities();
    var sessions = new Sessions(store);
    var connections = new Connections(sessions);
    var reachability = new Reachability(vertx);
    var gate = new Gate(names, policies, deviceAuthorities, clock);
    var errors = new ErrorBody(clock, random);
    var queried = new FleetFollower(() -> Duration.ZERO, clock);
    this.messages = new DeviceMessages(clock);
    this.devices = new Devices(store, clock, random, connections, queried);
    var certificate = foundation.certificate();
    this.mqtt =
        new Heads<>(
            vertx,
            EVENT_LOOPS,
            random,
            port ->
                new MqttVerticle(
                    new MqttSettings(settings.host(), port, tls, certificate, TOKEN_GRACE),
                    devices,
                    connections,
                    sessions,
                    reachability,
                    messages,
                    gate,
                    names,
                    errors,
                    clock));
    this.methods = new DirectMethods(devices, reachability);
    var fleet = new Fleet(devices, queried);
    var paging = new Paging(secret(random));
    this.rest =
        new Heads<>(
            vertx,
            EVENT_LOOPS,
            random,
            port ->
                new RestVerticle(
                    vertx,
                    new RestSettings(settings.host(), port, tls, certificate),
                    devices,
                    methods,
                    fleet,
                    paging,
                    gate,
                    errors));
    foundation.eachDevice(devices::restore);
    foundation.eachSession(sessions::restore);
  }

  /**
   * Starts a hub; it listens only once it is ready to answer.
   *
   * @return the running hub; fails with a {@link PortInUseException} if a port cannot be had, and
   *     with a {@link DataInUseException} if another hub runs on the same data
   */
  public static Future<LocalHub> start(Vertx vertx, LocalHubSettings settings) {
    return start(vertx, settings, Tls.best());
  }

  /** With a given TLS engine. */
  static Future<LocalHub> start(Vertx vertx, LocalHubSettings settings, Tls tls) {
    return vertx
        .executeBlocking(() -> prepare(vertx, settings, tls), false)
        .compose(
            hub ->
                hub.listen()
                    .map(hub)
                    .recover(cause -> hub.close().transform(closed -> Future.failedFuture(cause))));
  }

  private static LocalHub prepare(Vertx vertx, LocalHubSettings settings, Tls tls)
      throws Exception {
    // Before the data, which the other hub on these ports very likely holds, too.
    PortInUseException.check(PortInUseException.Kind.HTTPS, settings.host(), settings.httpsPort());
    PortInUseException.check(PortInUseException.Kind.MQTT, settings.host(), settings.mqttPort());
    var foundation = Foundation.lay(settings, Clock.systemUTC(), new SecureRandom());
    try {
      return new LocalHub(vertx, settings, foundation, tls);
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      foundation.store().close().onFailure(cause -> LOG.warn("store not closed", cause));
      throw unreadable;
    }
  }

  /** HTTPS first: a device that gets through must find a hub whose service side is there. */
  private Future<Void> listen() {
    return keepPolicies()
        .compose(kept -> listen(rest, PortInUseException.Kind.HTTPS, settings.httpsPort()))
        .compose(listening -> listen(mqtt, PortInUseException.Kind.MQTT, settings.mqttPort()))
        .onSuccess(
            listening ->
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

  private Future<Void> listen(Heads<?> heads, PortInUseException.Kind kind, int port) {
    return heads
        .listen(port)
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

  /**
   * Registers an authority whose certificates speak for the devices they name, those of type {@code
   * certificateAuthority}; kept where data is kept. So is what stands in the file {@code
   * device-ca.pem} of the data directory at the start.
   *
   * @param pem one certificate or several
   * @return fails if the text holds none
   */
  public Future<Void> registerDeviceAuthority(String pem) {
    try {
      var certificates = Pem.certificates(pem);
      if (certificates.isEmpty()) {
        return Future.failedFuture(new IllegalArgumentException("No certificate in this text"));
      }
      certificates.forEach(deviceAuthorities::add);
      return store.keep(
          certificates.stream()
              .map(c -> Change.put(Kind.DEVICE_AUTHORITY, Thumbprints.of(c), () -> Pem.of(c)))
              .toList());
    } catch (GeneralSecurityException unreadable) {
      return Future.failedFuture(unreadable);
    }
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
    mqtt.all().forEach(MqttVerticle::drain);
    var patience = vertx.setTimer(TO_ANSWER.toMillis(), timer -> methods.abandon());
    return Future.join(rest.all().stream().map(LocalHub::answerTheLast).toList())
        .eventually(() -> Future.succeededFuture(vertx.cancelTimer(patience)))
        .eventually(() -> Future.join(rest.close(), mqtt.close()))
        .eventually(store::close)
        .mapEmpty();
  }

  private static Future<Void> answerTheLast(RestVerticle head) {
    return head.drain(TO_ANSWER.plus(TO_WRITE_THE_LAST));
  }

  private static Buffer secret(SecureRandom random) {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Buffer.buffer(bytes);
  }
}

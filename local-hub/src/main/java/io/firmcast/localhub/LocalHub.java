// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.access.Access;
import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.identity.AuthorityFiles;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.identity.Pem;
import io.firmcast.localhub.identity.Policy;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An IoT Hub on this machine, for the unmodified Azure SDKs and other MQTT clients. All methods are
 * callable from any thread.
 */
public final class LocalHub {

  private static final Logger LOG = LoggerFactory.getLogger(LocalHub.class);

  private final LocalHubSettings settings;
  private final Assembly parts;
  private final HubLife life;
  private final ConnectionStrings connectionStrings;

  private LocalHub(LocalHubSettings settings, Assembly parts, HubLife life) {
    this.settings = settings;
    this.parts = parts;
    this.life = life;
    this.connectionStrings = new ConnectionStrings(parts);
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
                hub.life
                    .begin()
                    .map(hub)
                    .recover(cause -> hub.close().transform(closed -> Future.failedFuture(cause))));
  }

  private static LocalHub prepare(Vertx vertx, LocalHubSettings settings) throws Exception {
    // Before the data, which the other hub on these ports very likely holds, too.
    PortInUseException.check(PortInUseException.Kind.HTTPS, settings.host(), settings.httpsPort());
    PortInUseException.check(PortInUseException.Kind.MQTT, settings.host(), settings.mqttPort());
    var foundation = Foundation.lay(settings, Clock.systemUTC(), new SecureRandom());
    try {
      var parts = new Assembly(vertx, settings, foundation);
      return new LocalHub(settings, parts, new HubLife(vertx, settings, parts));
    } catch (GeneralSecurityException | RuntimeException unreadable) {
      foundation.store().close().onFailure(cause -> LOG.warn("store not closed", cause));
      throw unreadable;
    }
  }

  public int mqttPort() {
    return parts.mqtt.port();
  }

  public int httpsPort() {
    return parts.rest.port();
  }

  /** The name that clients dial, without port. */
  public String hostName() {
    return parts.names.dialled();
  }

  /**
   * The connection string of the owner of the hub. The HTTPS port stands in its host name unless it
   * is 443, which the SDKs dial by themselves, and with which they take the text as it is.
   */
  public String serviceConnectionString() {
    return serviceConnectionString(Policy.OWNER);
  }

  /**
   * The same for one of IoT Hub's policies: {@code iothubowner}, {@code service}, {@code device},
   * {@code registryRead} or {@code registryReadWrite}; throws for any other.
   */
  public String serviceConnectionString(String policy) {
    return connectionStrings.policy(policy);
  }

  /** Who may do what: policies, authorities of devices, bearer tokens. */
  public Access access() {
    return parts.access;
  }

  /** The certificate that clients must trust. */
  public String caPem() {
    return parts.caPem;
  }

  /** A context for clients that trusts this hub and nobody else. */
  public SSLContext sslContext() {
    return Pem.trusting(parts.caPem);
  }

  /** The file with {@link #caPem()}, where data is kept. */
  public Optional<Path> caFile() {
    return Optional.ofNullable(settings.data()).map(d -> d.resolve(AuthorityFiles.CERTIFICATE));
  }

  /** Registers an enabled device with keys of its own; fails if it is there already. */
  public Future<?> createDevice(String deviceId) {
    return parts.devices.create(DeviceRequest.plain(deviceId));
  }

  /** The connection string of a registered device; throws if there is none of this id. */
  public String deviceConnectionString(String deviceId) {
    return connectionStrings.identity(deviceId);
  }

  /** The connection string of a registered device that authenticates by a certificate. */
  public String x509ConnectionString(String deviceId) {
    return connectionStrings.certified(deviceId);
  }

  /** Registers a module of a registered device, with keys of its own. */
  public Future<?> createModule(String deviceId, String moduleId) {
    return parts.devices.create(DeviceRequest.plain(IdentityKey.ofModule(deviceId, moduleId)));
  }

  /** The connection string of a registered module; throws if there is none of these ids. */
  public String moduleConnectionString(String deviceId, String moduleId) {
    return connectionStrings.identity(IdentityKey.ofModule(deviceId, moduleId));
  }

  /**
   * Sends a message to a registered device, which gets it at once or when it comes back; fails with
   * a {@link HubFailure} if fifty wait for it already.
   */
  public Future<?> sendToDevice(String deviceId, CloudMessageRequest message) {
    return parts.devices.find(deviceId).isEmpty()
        ? Future.failedFuture(HubFailure.deviceNotFound(deviceId))
        : parts.waiting.send(deviceId, message);
  }

  /** What devices have sent to the cloud. */
  public DeviceMessages messages() {
    return parts.messages;
  }

  /** What happens to devices, in IoT Hub's own messages. */
  public EventFeed events() {
    return parts.events;
  }

  /** What went to and came from devices, as the hub itself saw it. */
  public Witness witness() {
    return parts.witness;
  }

  /** What goes wrong, to be changed at any time. */
  public Faults faults() {
    return parts.faults;
  }

  /** What the hub is limited to, to be changed at any time. */
  public Throttles throttles() {
    return parts.throttles;
  }

  /**
   * Stops listening, answers what is in flight for up to two seconds, disconnects the devices and
   * closes the store. A second call does nothing more.
   */
  public Future<Void> close() {
    return life.end();
  }
}

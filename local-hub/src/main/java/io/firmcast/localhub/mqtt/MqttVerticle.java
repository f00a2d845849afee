// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.head.Head;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.wire.ErrorBody;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.ClientAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT side of the hub on one event loop: listens, admits devices and gives each a connection
 * of its own.
 */
public final class MqttVerticle extends VerticleBase implements Head {

  private static final Logger LOG = LoggerFactory.getLogger(MqttVerticle.class);
  private static final int MAX_MESSAGE_BYTES = 256 * 1024;
  private static final int MAX_CLIENT_ID = 257;
  private static final int SECONDS_TO_CONNECT = 60;
  private static final Duration LONGEST_TIMER = Duration.ofDays(365);

  private final MqttSettings settings;
  private final Devices devices;
  private final Connections connections;
  private final Sessions sessions;
  private final Reachability reachability;
  private final DeviceMessages messages;
  private final Admission admission;
  private final ErrorBody errors;
  private final Clock clock;
  private volatile boolean draining;
  private @Nullable MqttServer server;

  public MqttVerticle(
      MqttSettings settings,
      Devices devices,
      Connections connections,
      Sessions sessions,
      Reachability reachability,
      DeviceMessages messages,
      Gate gate,
      HubNames names,
      ErrorBody errors,
      Clock clock) {
    this.settings = settings;
    this.devices = devices;
    this.connections = connections;
    this.sessions = sessions;
    this.reachability = reachability;
    this.messages = messages;
    this.admission = new Admission(devices, gate, names);
    this.errors = errors;
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(MqttVerticle::unhandled);
    return MqttServer.create(vertx, options())
        .endpointHandler(this::connect)
        .exceptionHandler(cause -> LOG.debug("connection refused before CONNECT", cause))
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    draining = true;
    return server == null ? Future.succeededFuture() : server.close();
  }

  @Override
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  /** From now on new connections are told to come back later; callable from any thread. */
  public void drain() {
    draining = true;
  }

  private MqttServerOptions options() {
    var options = settings.tls().applyTo(new MqttServerOptions());
    options.setKeyCertOptions(settings.certificate());
    // Asked for and taken whatever it is: Admission judges it, with an answer the client can read.
    options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(AnyCertificate.OPTIONS);
    options.setMaxMessageSize(MAX_MESSAGE_BYTES).setMaxClientIdLength(MAX_CLIENT_ID);
    options.setAutoClientId(false).setTimeoutOnConnect(SECONDS_TO_CONNECT);
    return options;
  }

  private void connect(MqttEndpoint endpoint) {
    // Refused after TLS and with code 3: whatever fails earlier ends a reconnecting Java client for
    // good.
    var verdict =
        draining
            ? new Admission.Refused(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE)
            : admission.judge(endpoint);
    if (verdict instanceof Admission.Admitted admitted) {
      admit(endpoint, admitted);
    } else if (verdict instanceof Admission.Refused refused) {
      LOG.atInfo()
          .addKeyValue("deviceId", endpoint.clientIdentifier())
          .addKeyValue("reason", refused.code())
          .log("connection refused");
      endpoint.reject(refused.code());
    }
  }

  private void admit(MqttEndpoint endpoint, Admission.Admitted admitted) {
    var deviceId = admitted.deviceId();
    var connection = connection(endpoint, deviceId);
    if (!connections.enter(
        deviceId, connection, () -> devices.connected(deviceId, admitted.modelId()))) {
      endpoint.reject(MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
      return;
    }
    var expiry = vertx.setTimer(lifetime(admitted), id -> connection.close());
    endpoint.closeHandler(
        closed -> {
          vertx.cancelTimer(expiry);
          connection.ended();
          connections.leave(deviceId, connection, () -> devices.disconnected(deviceId));
        });
    endpoint.exceptionHandler(
        cause -> LOG.atDebug().addKeyValue("deviceId", deviceId).setCause(cause).log("bad packet"));
    connection.begin();
    if (!devices.mayConnect(deviceId)) {
      // Barred just before the connection could be found.
      connection.close();
    }
  }

  /** vertx-mqtt closes on a packet out of turn and then throws; only what is ours is an error. */
  private static void unhandled(Throwable cause) {
    var trace = cause.getStackTrace();
    if (trace.length > 0 && trace[0].getClassName().startsWith("io.vertx.mqtt.")) {
      LOG.debug("packet out of turn, connection closed", cause);
    } else {
      LOG.error("unhandled failure", cause);
    }
  }

  private DeviceConnection connection(MqttEndpoint endpoint, String deviceId) {
    return new DeviceConnection(
        deviceId,
        endpoint,
        vertx,
        context,
        sessions,
        reachability,
        new TwinFlow(deviceId, devices, errors),
        new EventFlow(deviceId, messages, Will.of(endpoint.will(), deviceId)),
        () -> devices.active(deviceId));
  }

  private long lifetime(Admission.Admitted admitted) {
    var left = Duration.between(clock.instant(), admitted.until()).plus(settings.tokenGrace());
    return Math.max(1, (left.compareTo(LONGEST_TIMER) < 0 ? left : LONGEST_TIMER).toMillis());
  }
}

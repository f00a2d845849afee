// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.wire.ErrorBody;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where devices report, on whichever way they came: admits them and gives each a connection of its
 * own, on the context of its socket.
 */
public final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final Duration LONGEST_TIMER = Duration.ofDays(365);

  private final Vertx vertx;
  private final Duration tokenGrace;
  private final Devices devices;
  private final Connections connections;
  private final Sessions sessions;
  private final Reachability reachability;
  private final DeviceMessages messages;
  private final CloudMessages waiting;
  private final Admission admission;
  private final ErrorBody errors;
  private final Clock clock;
  private volatile boolean draining;

  /**
   * @param tokenGrace how long a connection outlives its token
   */
  public Reception(
      Vertx vertx,
      Duration tokenGrace,
      Devices devices,
      Connections connections,
      Sessions sessions,
      Reachability reachability,
      DeviceMessages messages,
      CloudMessages waiting,
      Gate gate,
      HubNames names,
      ErrorBody errors,
      Clock clock) {
    this.vertx = vertx;
    this.tokenGrace = tokenGrace;
    this.devices = devices;
    this.connections = connections;
    this.sessions = sessions;
    this.reachability = reachability;
    this.messages = messages;
    this.waiting = waiting;
    this.admission = new Admission(devices, gate, names);
    this.errors = errors;
    this.clock = clock;
  }

  /** From now on new connections are told to come back later; callable from any thread. */
  public void drain() {
    draining = true;
  }

  /** Answers a CONNECT. */
  void connect(MqttEndpoint endpoint, DeviceSocket socket) {
    // Refused after TLS and with code 3: whatever fails earlier ends a reconnecting Java client for
    // good.
    var verdict =
        draining
            ? new Admission.Refused(MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE)
            : admission.judge(endpoint);
    if (verdict instanceof Admission.Admitted admitted) {
      admit(endpoint, socket, admitted);
    } else if (verdict instanceof Admission.Refused refused) {
      LOG.atInfo()
          .addKeyValue("deviceId", endpoint.clientIdentifier())
          .addKeyValue("reason", refused.code())
          .log("connection refused");
      endpoint.reject(refused.code());
    }
  }

  private void admit(MqttEndpoint endpoint, DeviceSocket socket, Admission.Admitted admitted) {
    var deviceId = admitted.deviceId();
    var connection = connection(endpoint, socket, deviceId);
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

  private DeviceConnection connection(MqttEndpoint endpoint, DeviceSocket socket, String deviceId) {
    return new DeviceConnection(
        deviceId,
        endpoint,
        socket,
        vertx,
        vertx.getOrCreateContext(),
        sessions,
        reachability,
        new TwinFlow(deviceId, devices, errors),
        new EventFlow(deviceId, messages, Will.of(endpoint.will(), deviceId)),
        waiting,
        () -> devices.active(deviceId));
  }

  private long lifetime(Admission.Admitted admitted) {
    var left = Duration.between(clock.instant(), admitted.until()).plus(tokenGrace);
    return Math.max(1, (left.compareTo(LONGEST_TIMER) < 0 ? left : LONGEST_TIMER).toMillis());
  }

  /** vertx-mqtt closes on a packet out of turn and then throws; only what is ours is an error. */
  static void unhandled(Throwable cause) {
    var trace = cause.getStackTrace();
    if (trace.length > 0 && trace[0].getClassName().startsWith("io.vertx.mqtt.")) {
      LOG.debug("packet out of turn, connection closed", cause);
    } else {
      LOG.error("unhandled failure", cause);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.wire.ErrorBody;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
  private final Witness witness;
  private final CloudMessages waiting;
  private final Admission admission;
  private final Doorkeeper doorkeeper;
  private final Throttles throttles;
  private final Faults faults;
  private final ErrorBody errors;
  private final Clock clock;
  private volatile boolean draining;

  /**
   * @param tokenGrace how long a connection outlives its token
   * @param maxConnections how many devices may be connected at once
   */
  public Reception(
      Vertx vertx,
      Duration tokenGrace,
      int maxConnections,
      Devices devices,
      Connections connections,
      Sessions sessions,
      Reachability reachability,
      DeviceMessages messages,
      Witness witness,
      CloudMessages waiting,
      Gate gate,
      HubNames names,
      Throttles throttles,
      Faults faults,
      ErrorBody errors,
      Clock clock) {
    this.vertx = vertx;
    this.tokenGrace = tokenGrace;
    this.devices = devices;
    this.connections = connections;
    this.sessions = sessions;
    this.reachability = reachability;
    this.messages = messages;
    this.witness = witness;
    this.waiting = waiting;
    this.throttles = throttles;
    this.faults = faults;
    this.doorkeeper = new Doorkeeper(connections, maxConnections, throttles, faults);
    this.admission = new Admission(devices, gate, names);
    this.errors = errors;
    this.clock = clock;
  }

  /** From now on new connections are told to come back later; callable from any thread. */
  public void drain() {
    draining = true;
  }

  /** Answers a CONNECT, at once or when it is its turn. */
  void connect(MqttEndpoint endpoint, DeviceSocket socket) {
    // Refused after TLS and with code 3: whatever fails earlier ends a reconnecting Java client for
    // good.
    var verdict = draining ? Doorkeeper.COME_BACK_LATER : admission.judge(endpoint);
    if (verdict instanceof Admission.Admitted admitted) {
      verdict = doorkeeper.look(admitted);
    }
    if (!(verdict instanceof Admission.Admitted admitted)) {
      turnAway(endpoint, verdict);
      return;
    }
    var turn = doorkeeper.turn();
    if (turn.succeeded()) {
      admit(endpoint, socket, admitted);
    } else {
      admit(endpoint, socket, admitted, turn);
    }
  }

  /** Marks the token of a connection as expired, whatever its date. */
  void expireToken(DeviceConnection connection) {
    doorkeeper.expire(connection.deviceId(), connection.tokenEnd());
  }

  /** The client may lose its patience while it waits. */
  private void admit(
      MqttEndpoint endpoint, DeviceSocket socket, Admission.Admitted admitted, Future<Void> turn) {
    var context = vertx.getOrCreateContext();
    Promise<Void> gone = Promise.promise();
    endpoint.closeHandler(closed -> gone.tryComplete());
    turn.onComplete(
        outcome ->
            context.runOnContext(
                now -> {
                  if (gone.future().isComplete()) {
                    return;
                  }
                  if (outcome.succeeded() && !draining) {
                    admit(endpoint, socket, admitted);
                  } else {
                    turnAway(endpoint, Doorkeeper.COME_BACK_LATER);
                  }
                }));
  }

  private static void turnAway(MqttEndpoint endpoint, Admission.Verdict verdict) {
    var line = LOG.atInfo().addKeyValue("deviceId", endpoint.clientIdentifier());
    if (verdict instanceof Admission.Refused refused) {
      line.addKeyValue("code", refused.code().byteValue())
          .addKeyValue("why", refused.why())
          .log("connection refused");
      endpoint.reject(refused.code());
    } else {
      line.log("connection dropped by a fault");
      endpoint.close();
    }
  }

  private void admit(MqttEndpoint endpoint, DeviceSocket socket, Admission.Admitted admitted) {
    var deviceId = admitted.deviceId();
    var connection = connection(endpoint, socket, admitted);
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

  private DeviceConnection connection(
      MqttEndpoint endpoint, DeviceSocket socket, Admission.Admitted admitted) {
    var deviceId = admitted.deviceId();
    return new DeviceConnection(
        deviceId,
        admitted.until(),
        endpoint,
        socket,
        vertx,
        vertx.getOrCreateContext(),
        sessions,
        reachability,
        witness,
        new TwinFlow(deviceId, devices, witness, throttles, faults, errors),
        new EventFlow(deviceId, messages, Will.of(endpoint.will(), deviceId)),
        waiting,
        throttles,
        faults,
        new Activity(clock, () -> devices.active(deviceId)));
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

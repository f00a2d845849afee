// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.tier.Throttles;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's connection: what it listens to and the flows over it. Confined to the context of its
 * socket; what may be called from elsewhere says so.
 */
final class DeviceConnection {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
  private static final int METHOD_REPLY_BYTES = 128 * 1024;

  private final String deviceId;
  private final Instant tokenEnd;
  private final MqttEndpoint endpoint;
  private final DeviceSocket socket;
  private final TwinRequests twin;
  private final Outbox outbox;
  private final MethodFlow methods;
  private final EventFlow events;
  private final Intake intake;
  private final MessageFlow messages;
  private final Listening listening;
  private final Activity activity;
  private final Faults faults;
  private final DesiredFlow desired;

  DeviceConnection(
      String deviceId,
      Instant tokenEnd,
      MqttEndpoint endpoint,
      DeviceSocket socket,
      Vertx vertx,
      Context context,
      Sessions sessions,
      Reachability reachability,
      Witness witness,
      TwinFlow twin,
      EventFlow events,
      CloudMessages waiting,
      Throttles throttles,
      Faults faults,
      Activity activity) {
    this.deviceId = deviceId;
    this.tokenEnd = tokenEnd;
    this.endpoint = endpoint;
    this.socket = socket;
    this.events = events;
    this.activity = activity;
    this.outbox = new Outbox(endpoint, socket, context);
    this.faults = faults;
    this.desired = new DesiredFlow(deviceId, vertx, outbox, throttles, faults);
    this.methods = new MethodFlow(deviceId, witness, vertx, context, outbox, faults);
    this.messages = new MessageFlow(deviceId, waiting, outbox);
    var window = new Window(socket);
    this.listening =
        new Listening(
            deviceId,
            endpoint,
            sessions,
            reachability,
            vertx,
            outbox,
            window,
            methods,
            messages,
            this::closeNow);
    this.twin =
        new TwinRequests(
            twin,
            outbox,
            window,
            () -> listening.to(Subscription.TWIN_ANSWERS),
            this::acknowledge,
            this::closeNow);
    this.intake =
        new Intake(
            deviceId,
            vertx,
            outbox,
            window,
            events,
            throttles,
            faults,
            this::acknowledge,
            this::closeNow);
  }

  String deviceId() {
    return deviceId;
  }

  /** When the token ends with which it was opened. */
  Instant tokenEnd() {
    return tokenEnd;
  }

  /** Accepts the CONNECT, with the session that was kept if the device wants it. */
  void begin() {
    endpoint.subscribeHandler(listening::subscribe);
    endpoint.unsubscribeHandler(listening::unsubscribe);
    endpoint.publishHandler(this::received);
    endpoint.publishAcknowledgeHandler(messages::acknowledged);
    endpoint.disconnectHandler(leave -> events.disconnecting());
    endpoint.accept(listening.resume());
    socket.keepAlive(endpoint.keepAliveTimeSeconds(), this::closeNow);
    listening.begin(faults.strike(FaultKind.LATE_METHODS, deviceId));
  }

  /** Tells the device of a change; callable from any thread. */
  void desiredChanged(JsonObject patch, int version) {
    outbox.then(
        () -> {
          if (listening.to(Subscription.DESIRED)) {
            desired.changed(patch, version);
          }
        });
  }

  /** Closes the connection; callable from any thread. */
  void close() {
    outbox.then(this::closeNow);
  }

  /** The socket is closed. */
  void ended() {
    listening.end();
    methods.end();
    messages.end();
    events.ended();
  }

  private void received(MqttPublishMessage message) {
    if (message.qosLevel() == MqttQoS.EXACTLY_ONCE) {
      closeNow();
      return;
    }
    activity.now();
    var inbound = Inbound.of(message.topicName(), deviceId);
    if (inbound instanceof Inbound.TwinGet get) {
      twin.get(get.rid(), message);
    } else if (inbound instanceof Inbound.ReportedPatch patch) {
      twin.report(patch, message);
    } else if (inbound instanceof Inbound.MethodReplied reply
        && message.payload().length() <= METHOD_REPLY_BYTES) {
      acknowledge(message);
      methods.replied(reply.status(), reply.rid(), message.payload());
    } else if (inbound instanceof Inbound.Telemetry telemetry) {
      intake.take(telemetry, message);
    } else {
      LOG.atInfo().addKeyValue("deviceId", deviceId).log("bad publish, connection closed");
      closeNow();
    }
  }

  /**
   * On the connection's context, so that it may go out with the answers to what was read with it.
   */
  private void acknowledge(MqttPublishMessage message) {
    if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && endpoint.isConnected()) {
      endpoint.publishAcknowledge(message.messageId());
    }
  }

  private void closeNow() {
    endpoint.close();
    socket.cutSoon();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.fault.Strike;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.method.Reachability;
import io.firmcast.localhub.tier.Throttles;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device's connection: its subscriptions and the flows over it. Confined to the context of its
 * socket; what may be called from elsewhere says so.
 */
final class DeviceConnection {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceConnection.class);
  private static final int METHOD_REPLY_BYTES = 128 * 1024;

  private final String deviceId;
  private final Instant tokenEnd;
  private final MqttEndpoint endpoint;
  private final DeviceSocket socket;
  private final Sessions sessions;
  private final Reachability reachability;
  private final TwinRequests twin;
  private final Outbox outbox;
  private final MethodFlow methods;
  private final EventFlow events;
  private final Intake intake;
  private final MessageFlow messages;
  private final Window window;
  private final Activity activity;
  private final Vertx vertx;
  private final Faults faults;
  private final DesiredFlow desired;
  private boolean methodsLate;
  private final Set<Subscription> subscriptions = EnumSet.noneOf(Subscription.class);

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
    this.sessions = sessions;
    this.reachability = reachability;
    this.events = events;
    this.activity = activity;
    this.outbox = new Outbox(endpoint, socket, context);
    this.vertx = vertx;
    this.faults = faults;
    this.desired = new DesiredFlow(deviceId, vertx, outbox, throttles, faults);
    this.methods = new MethodFlow(deviceId, witness, vertx, context, outbox, faults);
    this.messages = new MessageFlow(deviceId, waiting, outbox);
    this.window = new Window(socket);
    this.twin =
        new TwinRequests(
            twin,
            outbox,
            window,
            () -> subscriptions.contains(Subscription.TWIN_ANSWERS),
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
    endpoint.subscribeHandler(this::subscribe);
    endpoint.unsubscribeHandler(this::unsubscribe);
    endpoint.publishHandler(this::received);
    endpoint.publishAcknowledgeHandler(messages::acknowledged);
    endpoint.disconnectHandler(leave -> events.disconnecting());
    var kept = sessions.find(deviceId).filter(session -> !endpoint.isCleanSession());
    kept.ifPresent(subscriptions::addAll);
    if (endpoint.isCleanSession()) {
      sessions.discard(deviceId).onFailure(this::notKept);
    } else if (kept.isEmpty()) {
      sessions.save(deviceId, subscriptions).onFailure(this::notKept);
    }
    endpoint.accept(kept.isPresent());
    letMethodsWait(faults.strike(FaultKind.LATE_METHODS, deviceId));
    socket.keepAlive(endpoint.keepAliveTimeSeconds(), this::closeNow);
    reachableIfListening();
  }

  /** Tells the device of a change; callable from any thread. */
  void desiredChanged(JsonObject patch, int version) {
    outbox.then(
        () -> {
          if (subscriptions.contains(Subscription.DESIRED)) {
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
    reachability.unreachable(deviceId, methods);
    methods.end();
    messages.end();
    events.ended();
  }

  /** In turn, so that what was handed over before the subscription is not delivered for it. */
  private void subscribe(MqttSubscribeMessage message) {
    // Section 10, uncertain: filters the hub does not know are granted and ignored, as edgeHub
    // does.
    var wanted =
        message.topicSubscriptions().stream()
            .flatMap(filter -> Subscription.of(filter.topicName(), deviceId).stream())
            .toList();
    if (message.topicSubscriptions().isEmpty()) {
      closeNow();
      return;
    }
    var granted =
        message.topicSubscriptions().stream().map(s -> granted(s.qualityOfService())).toList();
    outbox.then(
        () -> {
          subscriptions.addAll(wanted);
          remember(
              () -> {
                endpoint.subscribeAcknowledge(message.messageId(), granted);
                reachableIfListening();
              });
        });
  }

  private void unsubscribe(MqttUnsubscribeMessage message) {
    if (message.topics().isEmpty()) {
      closeNow();
      return;
    }
    outbox.then(
        () -> {
          message
              .topics()
              .forEach(f -> Subscription.of(f, deviceId).ifPresent(subscriptions::remove));
          if (!subscriptions.contains(Subscription.METHODS)) {
            reachability.unreachable(deviceId, methods);
          }
          if (!subscriptions.contains(Subscription.MESSAGES)) {
            messages.end();
          }
          remember(() -> endpoint.unsubscribeAcknowledge(message.messageId()));
        });
  }

  /** Acknowledges once the session is durable; one that cannot be kept ends the connection. */
  private void remember(Runnable acknowledge) {
    if (endpoint.isCleanSession()) {
      outbox.then(acknowledge);
      return;
    }
    window.enter(0);
    sessions
        .save(deviceId, subscriptions)
        .onComplete(
            durable ->
                outbox.then(
                    () -> {
                      window.leave(0);
                      acknowledge.run();
                    }),
            cause -> {
              notKept(cause);
              close();
            });
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

  private void reachableIfListening() {
    if (subscriptions.contains(Subscription.METHODS) && !methodsLate) {
      reachability.reachable(deviceId, methods);
    }
    if (subscriptions.contains(Subscription.MESSAGES)) {
      messages.begin();
    }
  }

  private void letMethodsWait(@Nullable Strike strike) {
    if (strike != null) {
      methodsLate = true;
      vertx.setTimer(
          Math.max(1, strike.time().toMillis()),
          id ->
              outbox.then(
                  () -> {
                    methodsLate = false;
                    reachableIfListening();
                  }));
    }
  }

  private void notKept(Throwable cause) {
    LOG.atError().addKeyValue("deviceId", deviceId).setCause(cause).log("session not kept");
  }

  private static MqttQoS granted(MqttQoS requested) {
    return requested == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
  }
}

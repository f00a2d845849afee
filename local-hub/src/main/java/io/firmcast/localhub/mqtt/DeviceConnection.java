// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.method.Reachability;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.util.EnumSet;
import java.util.Set;
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
  private final MqttEndpoint endpoint;
  private final DeviceSocket socket;
  private final Sessions sessions;
  private final Reachability reachability;
  private final TwinFlow twin;
  private final Outbox outbox;
  private final MethodFlow methods;
  private final EventFlow events;
  private final MessageFlow messages;
  private final Window window;
  private final Runnable active;
  private final Set<Subscription> subscriptions = EnumSet.noneOf(Subscription.class);

  DeviceConnection(
      String deviceId,
      MqttEndpoint endpoint,
      DeviceSocket socket,
      Vertx vertx,
      Context context,
      Sessions sessions,
      Reachability reachability,
      TwinFlow twin,
      EventFlow events,
      CloudMessages waiting,
      Runnable active) {
    this.deviceId = deviceId;
    this.endpoint = endpoint;
    this.socket = socket;
    this.sessions = sessions;
    this.reachability = reachability;
    this.twin = twin;
    this.events = events;
    this.active = active;
    this.outbox = new Outbox(endpoint, socket, context);
    this.methods = new MethodFlow(vertx, context, outbox);
    this.messages = new MessageFlow(deviceId, waiting, outbox);
    this.window = new Window(socket);
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
    socket.keepAlive(endpoint.keepAliveTimeSeconds(), this::closeNow);
    reachableIfListening();
  }

  /** Tells the device of a change; callable from any thread. */
  void desiredChanged(JsonObject patch, int version) {
    outbox.then(
        () -> {
          if (subscriptions.contains(Subscription.DESIRED)) {
            outbox.publish(Outbound.desired(version), patch.toBuffer());
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
    active.run();
    var inbound = Inbound.of(message.topicName(), deviceId);
    if (inbound instanceof Inbound.TwinGet get) {
      acknowledge(message);
      var answer = twin.get(get.rid());
      var size = answer.body().length();
      // Until it is on its way: else a device could ask for more than it reads.
      window.enter(size);
      outbox.then(() -> answer(answer, () -> window.leave(size)));
    } else if (inbound instanceof Inbound.ReportedPatch patch) {
      report(patch, message);
    } else if (inbound instanceof Inbound.MethodReplied reply
        && message.payload().length() <= METHOD_REPLY_BYTES) {
      acknowledge(message);
      methods.replied(reply.status(), reply.rid(), message.payload());
    } else if (inbound instanceof Inbound.Telemetry telemetry) {
      events.received(telemetry.properties(), message);
      acknowledge(message);
    } else {
      LOG.atInfo().addKeyValue("deviceId", deviceId).log("bad publish, connection closed");
      closeNow();
    }
  }

  private void report(Inbound.ReportedPatch patch, MqttPublishMessage message) {
    var size = message.payload().length();
    window.enter(size);
    twin.report(patch.rid(), message.payload(), patch.version())
        .onComplete(
            done -> {
              outbox.then(() -> window.leave(size));
              // Only now: a client whose patch may be lost must send it again.
              acknowledge(message);
              outbox.then(() -> answer(done.result(), () -> {}));
            });
  }

  private void acknowledge(MqttPublishMessage message) {
    if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE) {
      outbox.then(() -> endpoint.publishAcknowledge(message.messageId()));
    }
  }

  private void answer(TwinFlow.Answer answer, Runnable written) {
    if (subscriptions.contains(Subscription.TWIN_ANSWERS)) {
      outbox.publish(answer.topic(), answer.body(), written);
    } else {
      written.run();
    }
  }

  private void closeNow() {
    endpoint.close();
    socket.cutSoon();
  }

  private void reachableIfListening() {
    if (subscriptions.contains(Subscription.METHODS)) {
      reachability.reachable(deviceId, methods);
    }
    if (subscriptions.contains(Subscription.MESSAGES)) {
      messages.begin();
    }
  }

  private void notKept(Throwable cause) {
    LOG.atError().addKeyValue("deviceId", deviceId).setCause(cause).log("session not kept");
  }

  private static MqttQoS granted(MqttQoS requested) {
    return requested == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
  }
}

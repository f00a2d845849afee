// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.fault.Strike;
import io.firmcast.localhub.method.Reachability;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a device listens to: its subscriptions, which are kept with its session, and the flows that
 * begin and end with them. Confined to the connection's context.
 */
final class Listening {

  private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

  private final String deviceId;
  private final MqttEndpoint endpoint;
  private final Sessions sessions;
  private final Reachability reachability;
  private final Vertx vertx;
  private final Outbox outbox;
  private final Window window;
  private final MethodFlow methods;
  private final MessageFlow messages;
  private final Runnable close;
  private final Set<Subscription> subscriptions = EnumSet.noneOf(Subscription.class);
  private boolean methodsLate;

  Listening(
      String deviceId,
      MqttEndpoint endpoint,
      Sessions sessions,
      Reachability reachability,
      Vertx vertx,
      Outbox outbox,
      Window window,
      MethodFlow methods,
      MessageFlow messages,
      Runnable close) {
    this.deviceId = deviceId;
    this.endpoint = endpoint;
    this.sessions = sessions;
    this.reachability = reachability;
    this.vertx = vertx;
    this.outbox = outbox;
    this.window = window;
    this.methods = methods;
    this.messages = messages;
    this.close = close;
  }

  /** Takes up the session that was kept, if the device wants it; whether there was one. */
  boolean resume() {
    if (endpoint.isCleanSession()) {
      sessions.discard(deviceId).onFailure(this::notKept);
      return false;
    }
    var kept = sessions.find(deviceId);
    kept.ifPresent(subscriptions::addAll);
    if (kept.isEmpty()) {
      sessions.save(deviceId, subscriptions).onFailure(this::notKept);
    }
    return kept.isPresent();
  }

  /** Lets flow what the device listens to; methods later where a fault holds them back. */
  void begin(@Nullable Strike lateMethods) {
    letMethodsWait(lateMethods);
    reachableIfListening();
    messagesIfListening();
  }

  boolean to(Subscription subscription) {
    return subscriptions.contains(subscription);
  }

  void end() {
    reachability.unreachable(deviceId, methods);
  }

  /** In turn, so that what was handed over before the subscription is not delivered for it. */
  void subscribe(MqttSubscribeMessage message) {
    // Section 10, uncertain: filters the hub does not know are granted and ignored, as edgeHub
    // does.
    var wanted =
        message.topicSubscriptions().stream()
            .flatMap(filter -> Subscription.of(filter.topicName(), deviceId).stream())
            .toList();
    if (message.topicSubscriptions().isEmpty()) {
      close.run();
      return;
    }
    var granted =
        message.topicSubscriptions().stream().map(s -> granted(s.qualityOfService())).toList();
    outbox.then(
        () -> {
          subscriptions.addAll(wanted);
          remember(
              () -> {
                // First: who reads the SUBACK may call the device at once.
                reachableIfListening();
                endpoint.subscribeAcknowledge(message.messageId(), granted);
                messagesIfListening();
              });
        });
  }

  void unsubscribe(MqttUnsubscribeMessage message) {
    if (message.topics().isEmpty()) {
      close.run();
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
              outbox.then(close);
            });
  }

  private void reachableIfListening() {
    if (subscriptions.contains(Subscription.METHODS) && !methodsLate) {
      reachability.reachable(deviceId, methods);
    }
  }

  private void messagesIfListening() {
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

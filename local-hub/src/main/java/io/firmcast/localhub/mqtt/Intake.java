// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.fault.MessageFault;
import io.firmcast.localhub.tier.Operation;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Vertx;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a device's messages in as fast as the tier allows and in their order, and does with the
 * device what it asks for in them. Confined to the connection's context.
 */
final class Intake {

  private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

  private final String deviceId;
  private final Vertx vertx;
  private final Outbox outbox;
  private final Window window;
  private final EventFlow events;
  private final Throttles throttles;
  private final Faults faults;
  private final Consumer<MqttPublishMessage> acknowledge;
  private final Runnable close;
  private int waiting;

  Intake(
      String deviceId,
      Vertx vertx,
      Outbox outbox,
      Window window,
      EventFlow events,
      Throttles throttles,
      Faults faults,
      Consumer<MqttPublishMessage> acknowledge,
      Runnable close) {
    this.deviceId = deviceId;
    this.vertx = vertx;
    this.outbox = outbox;
    this.window = window;
    this.events = events;
    this.throttles = throttles;
    this.faults = faults;
    this.acknowledge = acknowledge;
    this.close = close;
  }

  /** Takes a message in its turn, or ends the connection. */
  void take(Inbound.Telemetry telemetry, MqttPublishMessage message) {
    var spell = faults.spell(deviceId);
    if (spell != null && spell.refusesMessages()) {
      close.run();
      return;
    }
    var turn = throttles.admit(Operation.D2C);
    if (turn.succeeded() && waiting == 0) {
      taken(telemetry, message);
      return;
    }
    // Also what may pass at once, or it would overtake what has had its turn just now.
    var size = message.payload().length();
    waiting++;
    window.enter(size);
    // Section 7, inferred: above the rate the acknowledgement is late, then the connection closed.
    turn.onComplete(
        now ->
            outbox.then(
                () -> {
                  waiting--;
                  window.leave(size);
                  taken(telemetry, message);
                }),
        tooMany -> outbox.then(close));
  }

  private void taken(Inbound.Telemetry telemetry, MqttPublishMessage message) {
    throttles.charge(message.topicName().length() + message.payload().length());
    events.received(telemetry.properties(), message);
    acknowledge.accept(message);
    MessageFault.of(telemetry.properties()::get).ifPresent(this::suffer);
  }

  /** Goes wrong as the device has asked for. */
  private void suffer(MessageFault fault) {
    vertx.setTimer(
        Math.max(1, fault.delay().toMillis()),
        id ->
            outbox.then(
                () -> {
                  LOG.atInfo()
                      .addKeyValue("deviceId", deviceId)
                      .addKeyValue("reason", fault.type())
                      .log("fault asked for by a message");
                  faults.begin(deviceId, fault);
                  if (fault.type().cutsConnection()) {
                    close.run();
                  }
                }));
  }
}

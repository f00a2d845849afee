// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.vertx.mqtt.messages.MqttPublishMessage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A device's twin requests on its connection: acknowledged, bounded and answered if the device
 * listens. Confined to the connection's context.
 */
final class TwinRequests {

  private final TwinFlow twin;
  private final Outbox outbox;
  private final Window window;
  private final BooleanSupplier listens;
  private final Consumer<MqttPublishMessage> acknowledge;
  private final Runnable close;

  TwinRequests(
      TwinFlow twin,
      Outbox outbox,
      Window window,
      BooleanSupplier listens,
      Consumer<MqttPublishMessage> acknowledge,
      Runnable close) {
    this.twin = twin;
    this.outbox = outbox;
    this.window = window;
    this.listens = listens;
    this.acknowledge = acknowledge;
    this.close = close;
  }

  void get(String rid, MqttPublishMessage message) {
    acknowledge.accept(message);
    var answer = twin.get(rid);
    if (answer.succeeded()) {
      var size = answer.result().body().length();
      // Until it is on its way: else a device could ask for more than it reads.
      window.enter(size);
      outbox.then(() -> answer(answer.result(), () -> window.leave(size)));
      return;
    }
    window.enter(0);
    answer.onComplete(
        found -> outbox.then(() -> answer(found, () -> window.leave(0))),
        notPossible -> outbox.then(close));
  }

  void report(Inbound.ReportedPatch patch, MqttPublishMessage message) {
    var size = message.payload().length();
    window.enter(size);
    twin.report(patch.rid(), message.payload(), patch.version())
        .onComplete(
            done ->
                outbox.then(
                    () -> {
                      window.leave(size);
                      // Only now: a client whose patch may be lost must send it again.
                      acknowledge.accept(message);
                      answer(done, TwinRequests::nothing);
                    }),
            notPossible -> outbox.then(close));
  }

  private void answer(TwinFlow.Answer answer, Runnable written) {
    if (listens.getAsBoolean()) {
      outbox.publish(answer.topic(), answer.body(), written);
    } else {
      written.run();
    }
  }

  private static void nothing() {}
}

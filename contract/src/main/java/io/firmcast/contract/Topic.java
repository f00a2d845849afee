// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address on the event bus and what travels there, as JSON, so that it means the same on a
 * clustered bus as on a local one.
 */
public record Topic<T>(
    String address, Function<T, JsonObject> encode, Function<JsonObject, T> decode) {
  private static final Logger LOG = LoggerFactory.getLogger(Topic.class);

  /** Tells every subscriber; nobody may be listening, and nothing is kept for later. */
  public void publish(Vertx vertx, T event) {
    vertx.eventBus().publish(address, encode.apply(event));
  }

  /**
   * Calls the subscriber, on the caller's context, for every event from when the future succeeds
   * until the consumer is unregistered (which undeploying the caller's verticle does). What cannot
   * be read is logged and passed over.
   */
  public Future<MessageConsumer<JsonObject>> subscribe(Vertx vertx, Consumer<T> subscriber) {
    MessageConsumer<JsonObject> consumer =
        vertx.eventBus().consumer(address, message -> receive(message.body(), subscriber));
    return consumer.completion().map(consumer);
  }

  private void receive(JsonObject body, Consumer<T> subscriber) {
    T event;
    try {
      event = decode.apply(body);
    } catch (BadMessage unreadable) {
      LOG.atWarn()
          .addKeyValue("address", address)
          .addKeyValue("reason", unreadable.sentence())
          .log("event not understood");
      return;
    }
    subscriber.accept(event);
  }
}

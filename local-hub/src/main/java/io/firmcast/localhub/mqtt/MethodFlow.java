// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.method.MethodCall;
import io.firmcast.localhub.method.MethodChannel;
import io.firmcast.localhub.method.MethodReply;
import io.firmcast.localhub.wire.JsonText;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The direct methods of one connection: matches replies to calls by rid. Its state is confined to
 * the connection's context.
 */
final class MethodFlow implements MethodChannel {

  private static final Logger LOG = LoggerFactory.getLogger(MethodFlow.class);

  // How many calls back a late or second answer is still recognised as one.
  private static final int REMEMBERED = 32;

  private final String deviceId;
  private final Witness witness;
  private final Vertx vertx;
  private final Context context;
  private final Outbox outbox;
  private final Faults faults;
  private final Map<String, MethodDelivery> pending = new HashMap<>();
  private final Deque<Map.Entry<String, MethodDelivery>> past = new ArrayDeque<>(0);
  private int lastRid;
  private boolean ended;

  MethodFlow(
      String deviceId,
      Witness witness,
      Vertx vertx,
      Context context,
      Outbox outbox,
      Faults faults) {
    this.deviceId = deviceId;
    this.witness = witness;
    this.vertx = vertx;
    this.context = context;
    this.outbox = outbox;
    this.faults = faults;
  }

  @Override
  public Future<MethodReply> call(MethodCall call) {
    var payload = call.wirePayload();
    var delivery = new MethodDelivery(deviceId, witness);
    context.runOnContext(turn -> send(call, payload, delivery));
    return delivery.reply().future();
  }

  /** Takes a reply; one that nobody waits for (any more) is dropped. */
  void replied(int status, String rid, Buffer body) {
    var waiting = pending.get(rid);
    var delivery = waiting == null ? past(rid) : waiting;
    if (delivery != null) {
      delivery.replied(status);
    }
    if (waiting == null || faults.strike(FaultKind.DROP_METHOD_ANSWER, deviceId) != null) {
      return;
    }
    try {
      var payload = body.length() == 0 ? null : JsonText.value(body);
      waiting.reply().tryComplete(new MethodReply(status, payload));
    } catch (DecodeException notJson) {
      LOG.atWarn().addKeyValue("rid", rid).log("reply to a method is not JSON, dropped");
    }
  }

  /** The connection is gone, and with it every answer. */
  void end() {
    ended = true;
    List.copyOf(pending.values()).forEach(waiting -> closedRemotely(waiting.reply()));
  }

  private void send(MethodCall call, Buffer payload, MethodDelivery delivery) {
    var reply = delivery.reply();
    if (ended) {
      closedRemotely(reply);
      return;
    }
    // Section 10, uncertain: the real hub's rids are opaque; small hexadecimal numbers were seen.
    var rid = Integer.toHexString(++lastRid);
    pending.put(rid, delivery);
    var timer = vertx.setTimer(call.responseTimeout().toMillis(), id -> timedOut(reply));
    reply
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              pending.remove(rid);
              if (done.failed()) {
                delivery.unanswered(HubFailure.of(done.cause()).code());
              }
              remember(rid, delivery);
            });
    var delay = faults.strike(FaultKind.DELAY_METHOD, deviceId);
    if (delay == null) {
      deliver(call.name(), rid, payload, delivery);
    } else {
      vertx.setTimer(
          Math.max(1, delay.time().toMillis()),
          id -> outbox.then(() -> deliver(call.name(), rid, payload, delivery)));
    }
  }

  private void deliver(String name, String rid, Buffer payload, MethodDelivery delivery) {
    publish(name, rid, payload, delivery);
    var again = faults.strike(FaultKind.DUPLICATE_METHOD, deviceId);
    for (int copy = 2; again != null && copy <= again.count(); copy++) {
      // A rid that nobody waits for, as when the hub itself tries once more.
      var another = Integer.toHexString(++lastRid);
      remember(another, delivery);
      publish(name, another, payload, delivery);
    }
  }

  /** The one way to a device for a call, so that the witness misses none. */
  private void publish(String name, String rid, Buffer payload, MethodDelivery delivery) {
    delivery.delivered(name, rid, payload);
    outbox.publish(Outbound.method(name, rid), payload);
  }

  private @Nullable MethodDelivery past(String rid) {
    for (var entry : past) {
      if (entry.getKey().equals(rid)) {
        return entry.getValue();
      }
    }
    return null;
  }

  private void remember(String rid, MethodDelivery delivery) {
    past.addFirst(Map.entry(rid, delivery));
    if (past.size() > REMEMBERED) {
      past.removeLast();
    }
  }

  private static void timedOut(Promise<MethodReply> reply) {
    reply.tryFail(
        new HubFailure(Code.GATEWAY_TIMEOUT, "Timed out waiting for the response from device."));
  }

  private static void closedRemotely(Promise<MethodReply> reply) {
    reply.tryFail(
        new HubFailure(Code.DEVICE_CONNECTION_CLOSED, "The device closed its connection."));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.event.Testimony.Timing;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.method.MethodCall;
import io.firmcast.localhub.method.MethodChannel;
import io.firmcast.localhub.method.MethodReply;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A call on its way, and how the witness names it. */
  private record Pending(Promise<MethodReply> reply, long call) {}

  /** A call that has ended. */
  private record Ended(long call, boolean answered) {}

  private final String deviceId;
  private final Witness witness;
  private final Vertx vertx;
  private final Context context;
  private final Outbox outbox;
  private final Map<String, Pending> pending = new HashMap<>();
  private final Deque<Map.Entry<String, Ended>> past = new ArrayDeque<>(0);
  private int lastRid;
  private boolean ended;

  MethodFlow(String deviceId, Witness witness, Vertx vertx, Context context, Outbox outbox) {
    this.deviceId = deviceId;
    this.witness = witness;
    this.vertx = vertx;
    this.context = context;
    this.outbox = outbox;
  }

  @Override
  public Future<MethodReply> call(MethodCall call) {
    var payload = call.wirePayload();
    Promise<MethodReply> reply = Promise.promise();
    context.runOnContext(turn -> send(call, payload, reply));
    return reply.future();
  }

  /** Takes a reply; one that nobody waits for (any more) is dropped. */
  void replied(int status, String rid, Buffer body) {
    var waiting = pending.get(rid);
    if (waiting == null) {
      repliedAgain(status, rid);
      return;
    }
    witness.replied(deviceId, waiting.call(), status, Timing.IN_TIME);
    try {
      var payload = body.length() == 0 ? null : Json.decodeValue(body);
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

  private void send(MethodCall call, Buffer payload, Promise<MethodReply> reply) {
    if (ended) {
      closedRemotely(reply);
      return;
    }
    // Section 10, uncertain: the real hub's rids are opaque; small hexadecimal numbers were seen.
    var rid = Integer.toHexString(++lastRid);
    var named = deliver(call.name(), rid, 0, payload);
    pending.put(rid, new Pending(reply, named));
    var timer = vertx.setTimer(call.responseTimeout().toMillis(), id -> timedOut(reply));
    reply
        .future()
        .onComplete(
            done -> {
              vertx.cancelTimer(timer);
              pending.remove(rid);
              if (done.failed()) {
                witness.unanswered(deviceId, named, HubFailure.of(done.cause()).code());
              }
              remember(rid, new Ended(named, done.succeeded()));
            });
  }

  /**
   * The one way to a device for a call, so that the witness misses none.
   *
   * @param again how the witness named the call when it was delivered before, else 0
   * @return how it names it
   */
  private long deliver(String name, String rid, long again, Buffer payload) {
    var call = witness.delivered(deviceId, again, name, rid, payload);
    outbox.publish(Outbound.method(name, rid), payload);
    return call;
  }

  private void repliedAgain(int status, String rid) {
    for (var entry : past) {
      if (entry.getKey().equals(rid)) {
        var timing = entry.getValue().answered() ? Timing.DUPLICATE : Timing.LATE;
        witness.replied(deviceId, entry.getValue().call(), status, timing);
        return;
      }
    }
  }

  private void remember(String rid, Ended ended) {
    past.addFirst(Map.entry(rid, ended));
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

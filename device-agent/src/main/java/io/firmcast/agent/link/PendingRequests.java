// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.agent.link.LinkException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests that the hub has not answered yet, each with an id and a time limit; on one connection,
 * on one event loop.
 */
final class PendingRequests {
  /**
   * One report at a time and a twin read leave room; more would mean that nobody waits for them.
   */
  static final int MOST = 16;

  private record Pending(Promise<Buffer> answer, long timer) {}

  private final Vertx vertx;
  private final Duration limit;
  private final Map<String, Pending> pending = new HashMap<>();
  private long last;

  PendingRequests(Vertx vertx, Duration limit) {
    this.vertx = vertx;
    this.limit = limit;
  }

  /** Sends under a new id; the body of the answer, or a {@link LinkException}. */
  Future<Buffer> send(Function<String, Future<?>> send) {
    if (pending.size() >= MOST) {
      return failed(Reason.BUSY, MOST + " requests are waiting for the hub's answer");
    }
    var id = Long.toHexString(++last);
    Promise<Buffer> answer = Promise.promise();
    var timer = vertx.setTimer(limit.toMillis(), fired -> timedOut(id));
    pending.put(id, new Pending(answer, timer));
    return send.apply(id).compose(sent -> answer.future(), notSent -> unsent(id, notSent));
  }

  /** The hub has answered; an id that is not (or no longer) waited for is passed over. */
  void answered(String id, int status, Buffer body) {
    var request = take(id);
    if (request == null) {
      return;
    }
    if (status / 100 == 2) {
      request.answer().complete(body);
    } else {
      request.answer().fail(LinkException.of(reason(status), "the hub answered " + status));
    }
  }

  /** The connection is gone: nothing of this will be answered. */
  void lost(LinkException why) {
    for (var id : pending.keySet().toArray(String[]::new)) {
      var request = take(id);
      if (request != null) {
        request.answer().fail(why);
      }
    }
  }

  private static Reason reason(int status) {
    return status == 429 || status >= 500 ? Reason.BUSY : Reason.BAD_REQUEST;
  }

  private void timedOut(String id) {
    var request = pending.remove(id);
    if (request != null) {
      request
          .answer()
          .fail(LinkException.of(Reason.TIMED_OUT, "no answer in " + limit.toSeconds() + " s"));
    }
  }

  private Future<Buffer> unsent(String id, Throwable why) {
    take(id);
    return failed(Reason.NOT_CONNECTED, String.valueOf(why.getMessage()));
  }

  private @Nullable Pending take(String id) {
    var request = pending.remove(id);
    if (request != null) {
      vertx.cancelTimer(request.timer());
    }
    return request;
  }

  private static <T> Future<T> failed(Reason reason, String message) {
    return Future.failedFuture(LinkException.of(reason, message));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.agent.download.DownloadException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * The bytes of one answer on their way to the disk: never faster than the disk takes them, never
 * slower than is bearable, and not one more than were announced.
 */
final class Body {
  /** Longer than the disk takes for what is on its way to it. */
  private static final Duration DRAIN = Duration.ofMillis(50);

  private final Answer answer;
  private final OpenPart part;
  private final long length;
  private final LongConsumer news;
  private final Promise<Void> arrived = Promise.promise();
  private long position;

  /**
   * @param position of the answer's first byte in the file
   * @param length at which the file must end
   */
  Body(Answer answer, OpenPart part, long position, long length, LongConsumer news) {
    this.answer = answer;
    this.part = part;
    this.position = position;
    this.length = length;
    this.news = news;
  }

  /** Succeeds when the file has all of it; otherwise it keeps what it has. Closes nothing. */
  Future<Void> arrive(Vertx vertx, DownloadRules rules) {
    var windowMillis = rules.speedWindow().toMillis();
    var speed = new Speed(rules.slowest() * windowMillis / 1000.0);
    var from = position;
    var watch =
        vertx.setPeriodic(
            Math.max(1, windowMillis / 2),
            tick -> {
              if (speed.isTooSlow(position - from)) {
                fail(
                    Reason.SLOW_RETRIEVAL,
                    "under %d bytes a second over %d s"
                        .formatted(rules.slowest(), windowMillis / 1000));
              }
            });
    answer.cut().onFailure(cut -> drained(vertx, position, String.valueOf(cut.getMessage())));
    answer.response().endHandler(end -> ended()).handler(this::take);
    return arrived.future().onComplete(over -> vertx.cancelTimer(watch));
  }

  /**
   * Vert.x tells that the connection is gone before it has handed over what had arrived; a server
   * that closes after its last byte would else be taken for one that cuts before it.
   */
  private void drained(Vertx vertx, long before, String why) {
    vertx.setTimer(
        DRAIN.toMillis(),
        later -> {
          if (position > before) {
            drained(vertx, position, why);
          } else {
            fail(Reason.UNAVAILABLE, "cut off: " + why);
          }
        });
  }

  private void take(Buffer bytes) {
    if (arrived.future().isComplete()) {
      return;
    }
    if (position + bytes.length() > length) {
      fail(Reason.LENGTH, "more than the %d bytes that were signed".formatted(length));
      return;
    }
    position += bytes.length();
    part.write(bytes).onFailure(full -> fail(Reason.STORAGE, String.valueOf(full.getMessage())));
    news.accept(position);
    if (part.isFull()) {
      answer.response().pause();
      part.onDrained(() -> answer.response().resume());
    }
  }

  private void ended() {
    if (position == length) {
      arrived.tryComplete();
    } else {
      fail(Reason.UNAVAILABLE, "ended after %d of %d bytes".formatted(position, length));
    }
  }

  private void fail(Reason reason, String sentence) {
    if (arrived.tryFail(new DownloadException(reason, sentence))) {
      answer.giveUp();
    }
  }
}

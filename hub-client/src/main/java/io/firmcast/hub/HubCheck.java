// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether the hub can be reached and takes our credentials, at the price of one small query. A
 * probe may ask often: a good answer stands for 30 s and a bad one for 5 s, because an S1 hub
 * allows twenty query pages a minute for everything.
 */
public final class HubCheck {
  private static final String CHEAPEST = "SELECT deviceId FROM devices";
  private static final Duration GOOD_FOR = Duration.ofSeconds(30);
  private static final Duration BAD_FOR = Duration.ofSeconds(5);

  private final Hub hub;
  private final Clock clock;
  private @Nullable Future<Void> last;
  private Instant answeredAt = Instant.MIN;
  private Duration standsFor = Duration.ZERO;

  public HubCheck(Hub hub, Clock clock) {
    this.hub = hub;
    this.clock = clock;
  }

  /**
   * Succeeds when the hub answered lately. Fails with a {@link HubException}: {@code UNAUTHORIZED}
   * for a wrong or expired key, {@code UNAVAILABLE} where nothing was reached. Safe from any
   * thread.
   */
  public synchronized Future<Void> recent() {
    var known = last;
    if (known != null && (!known.isComplete() || stands())) {
      return known;
    }
    var asking =
        hub.query(CHEAPEST, 1, null).<Void>mapEmpty().recover(HubCheck::unlessItAsksToSlowDown);
    last = asking;
    asking.onComplete(answered -> remember(answered.succeeded()));
    return asking;
  }

  private synchronized void remember(boolean good) {
    answeredAt = clock.instant();
    standsFor = good ? GOOD_FOR : BAD_FOR;
  }

  /** A clock that was set back shows an answer of the future: it may be of any age. */
  private boolean stands() {
    var now = clock.instant();
    return !now.isBefore(answeredAt) && now.isBefore(answeredAt.plus(standsFor));
  }

  private static Future<Void> unlessItAsksToSlowDown(Throwable cause) {
    return cause instanceof HubException hub && hub.reason() == HubException.Reason.THROTTLED
        ? Future.succeededFuture()
        : Future.failedFuture(cause);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection up by making a new one whenever it is lost. It does so for ever, with full
 * jitter up to a longest wait: a device has nobody else to bring it back, and one that gave up
 * would have to be visited. Before its credentials run out a connection is replaced as well, each
 * link at a moment of its own, the first time at any: devices that were started, or came back after
 * an outage, together would else come back together for hours.
 */
final class SupervisedLink implements DeviceLink, Inbound {
  /** A connection that lasted this long was a good one, and the next wait is short again. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  /** The part of the credentials' life after which a connection is replaced at the latest. */
  private static final double RENEWAL = 0.8;

  /** The part before which it is not, where it was made because there was none. */
  private static final double SOONEST = 0.1;

  /** And where it was made to replace another. */
  private static final double USUAL = 0.7;

  /** A goodbye that takes longer is not waited for: the hub evicts the old connection anyway. */
  private static final Duration GOODBYE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final Dialer dialer;
  private final Backoff backoff;
  private final Clock clock;
  private final Optional<Duration> tokenLife;
  private final Takeovers takeovers = new Takeovers();

  private @Nullable LinkListener listener;
  private @Nullable Connection connection;
  private Future<Void> dialing = Future.succeededFuture();
  private Instant dialledAt = Instant.EPOCH;
  private Instant connectedAt = Instant.EPOCH;
  private int attempt;
  private long timer = -1;
  private boolean renewing;
  private boolean closed;

  /**
   * @param tokenLife after which the hub cuts a connection; empty where its credentials last
   */
  SupervisedLink(
      Vertx vertx, Dialer dialer, Backoff backoff, Clock clock, Optional<Duration> tokenLife) {
    this.vertx = vertx;
    this.dialer = dialer;
    this.backoff = backoff;
    this.clock = clock;
    this.tokenLife = tokenLife;
  }

  @Override
  public Future<Void> open(LinkListener owner) {
    listener = owner;
    dial();
    return Future.succeededFuture();
  }

  @Override
  public Future<DeviceTwin> twin() {
    return connection == null ? notConnected() : connection.twin();
  }

  @Override
  public Future<Void> report(JsonObject patch) {
    return connection == null ? notConnected() : connection.report(patch);
  }

  @Override
  public Future<Void> close() {
    closed = true;
    listener = null;
    vertx.cancelTimer(timer);
    var present = connection;
    connection = null;
    var last = present == null ? Future.<Void>succeededFuture() : present.close();
    return present == null || renewing ? Future.join(last, dialing).mapEmpty() : last;
  }

  /** A closing connection may still deliver; whoever has closed the link no longer listens. */
  @Override
  public Future<MethodReply> method(String name, @Nullable Object payload) {
    return listener == null ? notConnected() : listener.method(name, payload);
  }

  @Override
  public void desired(JsonObject change) {
    if (listener != null) {
      listener.desired(change);
    }
  }

  private void dial() {
    var signed = clock.instant();
    dialing = dialer.dial(this).compose(made -> up(made, SOONEST, signed), this::down);
  }

  /** Credentials run from when they were signed, and dialling may have taken its time. */
  private Future<Void> up(Connection made, double soonest, Instant signed) {
    if (closed) {
      return made.close();
    }
    connection = made;
    dialledAt = signed;
    connectedAt = clock.instant();
    tell(new LinkState.Connected());
    tokenLife.ifPresent(
        life -> timer = vertx.setTimer(untilRenewal(life, soonest), fired -> renew(made)));
    made.lost().onSuccess(why -> lost(made, why));
    return Future.succeededFuture();
  }

  private long untilRenewal(Duration life, double soonest) {
    var part = soonest + (RENEWAL - soonest) * backoff.random().nextDouble();
    var spent = Duration.between(dialledAt, connectedAt).toMillis();
    return Math.max(1, Math.round(life.toMillis() * part) - spent);
  }

  /** The new one is made first: the hub then closes the old one, and no method finds nobody. */
  private void renew(Connection old) {
    renewing = true;
    var signed = clock.instant();
    dialing =
        dialer
            .dial(this)
            .compose(made -> renewed(old, made, signed), failure -> notRenewed(old, failure));
  }

  private Future<Void> renewed(Connection old, Connection made, Instant signed) {
    renewing = false;
    var up = up(made, USUAL, signed);
    var goodbye = old.close().timeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
    return Future.join(up, goodbye).mapEmpty();
  }

  /** While the old one holds there is time for another try. */
  private Future<Void> notRenewed(Connection old, Throwable why) {
    renewing = false;
    if (connection == null) {
      return down(why);
    }
    timer = vertx.setTimer(backoff.delayMillis(attempt++), fired -> renew(old));
    return Future.succeededFuture();
  }

  private void lost(Connection old, LinkException why) {
    if (connection != old) {
      return;
    }
    connection = null;
    vertx.cancelTimer(timer);
    var life = Duration.between(connectedAt, clock.instant());
    if (life.compareTo(GOOD) >= 0) {
      attempt = 0;
    }
    if (renewing) {
      return;
    }
    if (!isExpired() && takeovers.suspect(life)) {
      leaveItToTheOther();
    } else {
      again(why);
    }
  }

  /** The hub closes a connection whose token is over, which is nobody's rivalry. */
  private boolean isExpired() {
    return tokenLife.filter(life -> !clock.instant().isBefore(dialledAt.plus(life))).isPresent();
  }

  private Future<Void> down(Throwable why) {
    again(why);
    return Future.succeededFuture();
  }

  private void again(Throwable why) {
    if (closed) {
      return;
    }
    timer = vertx.setTimer(backoff.delayMillis(attempt++), fired -> dial());
    var reason = String.valueOf(why.getMessage());
    tell(
        LinkException.reasonOf(why) == Reason.REFUSED
            ? new LinkState.Refused(reason)
            : new LinkState.Connecting(reason));
  }

  private void leaveItToTheOther() {
    if (closed) {
      return;
    }
    var pause = Takeovers.pauseMillis(backoff.random());
    timer = vertx.setTimer(pause, fired -> dial());
    tell(
        new LinkState.Contested(
            "another client seems to connect under this device's id; trying again in %d s"
                .formatted(Duration.ofMillis(pause).toSeconds())));
  }

  private void tell(LinkState state) {
    if (listener != null) {
      listener.state(state);
    }
  }

  private static <T> Future<T> notConnected() {
    return Future.failedFuture(LinkException.of(Reason.NOT_CONNECTED, "not connected to the hub"));
  }
}

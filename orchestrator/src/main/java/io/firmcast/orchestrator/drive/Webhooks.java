// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.kit.Backoff;
import io.firmcast.orchestrator.store.Outbox;
import io.firmcast.orchestrator.store.WebhookRow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers what is in the outbox: at least once, in any order, again and again with growing
 * pauses until they answer 2xx, and not for ever.
 */
final class Webhooks {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final long LOOK_MILLIS = 1_000;
  private static final int AT_ONCE = 16;
  private static final int ATTEMPTS = 15;
  private static final long LONGEST_SECONDS = 10;

  private final Vertx vertx;
  private final Outbox outbox;
  private final WebhookSettings settings;
  private final Clock clock;
  private final Backoff backoff;
  private final HttpClient http;
  private Future<Void> sending = Future.succeededFuture();
  private boolean stopped;
  private long timer = -1;

  Webhooks(
      Vertx vertx, Outbox outbox, WebhookSettings settings, Clock clock, RandomGenerator random) {
    this.vertx = vertx;
    this.outbox = outbox;
    this.settings = settings;
    this.clock = clock;
    this.backoff = new Backoff(Duration.ofSeconds(1), Duration.ofHours(1), random);
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) TimeUnit.SECONDS.toMillis(LONGEST_SECONDS)));
  }

  void start() {
    if (!settings.receivers().isEmpty()) {
      look();
    }
  }

  /** What is under way ends; what is not taken by then is told by the next process. */
  Future<Void> stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    return sending.otherwiseEmpty().eventually(http::close);
  }

  private void look() {
    sending =
        outbox
            .due(clock.instant(), AT_ONCE)
            .compose(due -> Future.join(due.stream().map(this::send).toList()))
            .mapEmpty();
    sending.onComplete(
        sent -> {
          if (!stopped) {
            timer = vertx.setTimer(LOOK_MILLIS, due -> look());
          }
        });
  }

  /** Another process that is at it, too, has moved it on: then it is that one's. */
  private Future<Void> send(WebhookRow row) {
    var attempts = row.attempts() + 1;
    var pause = Duration.ofSeconds(LONGEST_SECONDS * 2).plusMillis(backoff.delayMillis(attempts));
    var next =
        new WebhookRow(
            row.id(),
            row.rolloutId(),
            row.url(),
            row.body(),
            attempts,
            clock.instant().plus(pause));
    return outbox.postpone(next).compose(mine -> mine ? post(next) : Future.succeededFuture());
  }

  private Future<Void> post(WebhookRow row) {
    var request =
        new RequestOptions()
            .setAbsoluteURI(row.url())
            .setMethod(HttpMethod.POST)
            .setIdleTimeout(TimeUnit.SECONDS.toMillis(LONGEST_SECONDS))
            .putHeader("Content-Type", "application/json")
            .putHeader("X-Firmcast-Delivery", row.id());
    var secret = settings.secret();
    if (secret != null) {
      request.putHeader("X-Firmcast-Signature", "sha256=" + signature(secret, row.body()));
    }
    return http.request(request)
        .compose(open -> open.send(row.body()))
        .compose(Webhooks::taken)
        .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
        .transform(
            sent ->
                sent.succeeded()
                    ? outbox.settle(row.id(), "delivered", clock.instant())
                    : failed(row, sent.cause()));
  }

  private static Future<Void> taken(HttpClientResponse response) {
    return response
        .end()
        .compose(
            end ->
                response.statusCode() / 100 == 2
                    ? Future.succeededFuture()
                    : Future.failedFuture("HTTP " + response.statusCode()));
  }

  private Future<Void> failed(WebhookRow row, Throwable failure) {
    LOG.atWarn()
        .addKeyValue("deliveryId", row.id())
        .addKeyValue("attempts", row.attempts())
        .addKeyValue("reason", String.valueOf(failure.getMessage()))
        .log("webhook not taken");
    return row.attempts() < ATTEMPTS
        ? Future.succeededFuture()
        : outbox.settle(row.id(), "given up", clock.instant());
  }

  static String signature(String secret, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

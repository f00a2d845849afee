// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.HandClock;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.store.Outbox;
import io.firmcast.orchestrator.store.WebhookRow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final HandClock clock = new HandClock(NOON);
  private final Box box = new Box();
  private final List<JsonObject> taken = new CopyOnWriteArrayList<>();
  private final List<String> signatures = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private final HttpServer receiver =
      done(
          vertx
              .createHttpServer()
              .requestHandler(
                  request ->
                      request
                          .body()
                          .onSuccess(
                              body -> {
                                taken.add(body.toJsonObject());
                                signatures.add(
                                    String.valueOf(request.getHeader("X-Firmcast-Signature")));
                                request.response().setStatusCode(status).end();
                              }))
              .listen(0, "127.0.0.1"));
  private final WebhookSettings settings =
      new WebhookSettings(
          List.of(URI.create("http://127.0.0.1:" + receiver.actualPort() + "/hook")), "secret");
  private final Webhooks webhooks = new Webhooks(vertx, box, settings, clock, new Random(7));

  @AfterEach
  void close() {
    done(webhooks.stop());
    done(vertx.close());
  }

  @Test
  void the_end_of_a_rollout_is_told_once_it_is_taken_and_signed() {
    rows().forEach(row -> box.rows.put(row.id(), row));

    webhooks.start();

    await().until(() -> box.settled.containsValue("delivered"));
    assertThat(taken).hasSize(1);
    assertThat(taken.get(0).getString("type")).isEqualTo("rollout.ended");
    assertThat(taken.get(0).getString("rolloutId")).isEqualTo("r1");
    assertThat(signatures)
        .containsExactly("sha256=" + Webhooks.signature("secret", taken.get(0).encode()));
  }

  @Test
  void what_is_not_taken_is_told_again_later_and_given_up_in_the_end() {
    status = 500;
    rows().forEach(row -> box.rows.put(row.id(), row));
    webhooks.start();
    await().until(() -> taken.size() == 1);

    for (var i = 0; i < 20 && box.settled.isEmpty(); i++) {
      var before = taken.size();
      clock.advance(Duration.ofHours(2));
      await().until(() -> taken.size() > before || !box.settled.isEmpty());
      var attempts = taken.size();
      await().until(() -> box.rows.values().iterator().next().attempts() >= attempts);
    }

    assertThat(taken).hasSize(15).allMatch(it -> it.getString("id").equals("r1-7-0-0"));
    await().until(() -> box.settled.containsValue("given up"));
  }

  @Test
  void the_known_answer_of_a_signature() {
    assertThat(Webhooks.signature("key", "The quick brown fox jumps over the lazy dog"))
        .isEqualTo("f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8");
  }

  @Test
  void only_web_addresses_are_receivers_and_the_secret_is_not_shown() {
    assertThatThrownBy(() -> new WebhookSettings(List.of(URI.create("file:///etc")), null))
        .hasMessageContaining("http");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  private List<WebhookRow> rows() {
    return new Hooks(new RolloutJson(), settings.receivers())
        .of(
            new RolloutId("r1"),
            7,
            List.of(
                new Decision.RolloutIs(RolloutState.RUNNING, null),
                new Decision.RolloutIs(RolloutState.COMPLETED, null)),
            NOON);
  }

  /** In memory. */
  private static final class Box implements Outbox {
    final Map<String, WebhookRow> rows = new ConcurrentHashMap<>();
    final Map<String, String> settled = new ConcurrentHashMap<>();

    @Override
    public Future<List<WebhookRow>> due(Instant now, int limit) {
      return Future.succeededFuture(
          rows.values().stream()
              .filter(row -> !settled.containsKey(row.id()) && !row.nextAt().isAfter(now))
              .toList());
    }

    @Override
    public Future<Boolean> postpone(WebhookRow row) {
      rows.put(row.id(), row);
      return Future.succeededFuture(true);
    }

    @Override
    public Future<Void> settle(String id, String outcome, Instant now) {
      settled.put(id, outcome);
      return Future.succeededFuture();
    }
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}

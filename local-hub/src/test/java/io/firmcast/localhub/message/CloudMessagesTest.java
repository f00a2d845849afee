// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CloudMessagesTest {

  private final HandClock clock = new HandClock();
  private final Rows rows = new Rows();
  private final CloudMessages messages = new CloudMessages(rows, clock, id -> {});

  @Test
  void X04_messages_come_in_order_and_stay_until_they_are_complete() {
    send("1");
    send("2");

    var first = messages.next("dev1", 0).orElseThrow();
    var second = messages.next("dev1", first.sequence()).orElseThrow();
    messages.complete("dev1", first.sequence());

    assertThat(first.body().toString()).isEqualTo("1");
    assertThat(second.body().toString()).isEqualTo("2");
    assertThat(messages.next("dev1", second.sequence())).isEmpty();
    assertThat(messages.next("dev1", 0)).map(CloudMessage::sequence).contains(second.sequence());
    assertThat(messages.waiting("dev1")).isEqualTo(1);
    assertThat(rows.kept).hasSize(1);
  }

  @Test
  void X04_the_fifty_first_message_is_refused() {
    for (int i = 0; i < 50; i++) {
      send("x");
    }

    var refused = messages.send("dev1", CloudMessageRequest.text("too many"));

    assertThat(refused.cause())
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.QUEUE_FULL));
    assertThat(messages.waiting("dev1")).isEqualTo(50);
    assertThat(messages.send("dev2", CloudMessageRequest.text("x")).succeeded()).isTrue();
  }

  @Test
  void X04_a_message_whose_time_is_up_is_dropped() {
    messages.send("dev1", CloudMessageRequest.text("x").withTimeToLive(Duration.ofSeconds(10)));
    clock.forward(Duration.ofSeconds(10));

    assertThat(messages.waiting("dev1")).isZero();
    assertThat(messages.next("dev1", 0)).isEmpty();
    assertThat(rows.kept).isEmpty();
  }

  @Test
  void X04_a_message_sent_ten_times_in_vain_is_dropped() {
    send("x");
    for (int i = 1; i <= 10; i++) {
      assertThat(messages.next("dev1", 0)).map(CloudMessage::deliveries).contains(i);
    }

    assertThat(messages.next("dev1", 0)).isEmpty();
    assertThat(rows.kept).isEmpty();
  }

  @Test
  void X04_what_was_kept_is_restored_in_order_with_its_deliveries() {
    send("1");
    send("2");
    var first = messages.next("dev1", 0).orElseThrow();
    var again = new CloudMessages(new Rows(), clock, id -> {});

    rows.kept.forEach((key, text) -> again.restore(key.id(), text));

    var restored = again.next("dev1", 0).orElseThrow();
    assertThat(restored).isEqualTo(first.delivered());
    assertThat(again.next("dev1", restored.sequence()).orElseThrow().body().toString())
        .isEqualTo("2");
    again.send("dev1", CloudMessageRequest.text("3"));
    assertThat(again.waiting("dev1")).isEqualTo(3);
  }

  @Test
  void purging_and_forgetting_leave_nothing() {
    send("1");
    send("2");

    assertThat(messages.purge("dev1").result()).isEqualTo(2);
    send("3");
    messages.forget("dev1");

    assertThat(messages.waiting("dev1")).isZero();
    assertThat(rows.kept).isEmpty();
  }

  @Test
  void a_listener_is_told_of_each_message_until_it_ignores_them() {
    var told = new AtomicInteger();
    Runnable listener = told::incrementAndGet;
    messages.listen("dev1", listener);
    send("1");
    messages.ignore("dev1", () -> {});
    send("2");
    messages.ignore("dev1", listener);
    send("3");

    assertThat(told).hasValue(2);
  }

  @Test
  void X05_names_at_which_the_java_client_throws_are_refused() {
    for (var name : List.of("", "iothub-messageid", "IoThub-methodname", "connectionDeviceId")) {
      assertThatThrownBy(() -> CloudMessageRequest.text("x").with(name, "y"))
          .isInstanceOfSatisfying(
              HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.ARGUMENT_INVALID));
    }
  }

  @Test
  void L07_a_message_larger_than_64_KB_is_refused() {
    assertThat(CloudMessageRequest.text("x".repeat(64 * 1024)).body().length()).isEqualTo(65536);
    assertThatThrownBy(() -> CloudMessageRequest.text("x".repeat(64 * 1024)).with("a", "b"))
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.TOO_LARGE));
    // Escaped it would not fit into a topic.
    assertThatThrownBy(() -> CloudMessageRequest.text("x").with("a", "ü".repeat(20_000)))
        .isInstanceOf(HubFailure.class);
  }

  @Test
  void the_json_form_is_read_strictly() {
    var request =
        CloudMessageRequest.of(
            new JsonObject(
                "{\"body\":\"hi\",\"messageId\":\"m\",\"timeToLiveSeconds\":5,"
                    + "\"properties\":{\"a\":\"b\",\"n\":1}}"));

    assertThat(request.properties().entries())
        .containsEntry("$.mid", "m")
        .containsEntry("a", "b")
        .containsEntry("n", "1");
    assertThat(request.timeToLive()).isEqualTo(Duration.ofSeconds(5));
    for (var bad :
        List.of(
            "{\"bodi\":\"hi\"}",
            "{\"body\":1}",
            "{\"bodyBase64\":\"%\"}",
            "{\"properties\":[]}",
            "{\"timeToLiveSeconds\":0}",
            "{\"timeToLiveSeconds\":\"x\"}")) {
      assertThatThrownBy(() -> CloudMessageRequest.of(new JsonObject(bad)))
          .as(bad)
          .isInstanceOf(HubFailure.class);
    }
    assertThat(CloudMessageRequest.of(new JsonObject("{\"bodyBase64\":\"aGk=\"}")).body())
        .isEqualTo(Buffer.buffer("hi"));
  }

  private void send(String body) {
    assertThat(messages.send("dev1", CloudMessageRequest.text(body)).succeeded()).isTrue();
  }

  private static final class Rows implements Store {

    final Map<RowKey, String> kept = new HashMap<>();

    @Override
    public Map<RowKey, String> load() {
      return Map.of();
    }

    @Override
    public Future<Void> keep(List<Change> changes) {
      for (var change : changes) {
        var text = change.text();
        if (text == null) {
          kept.remove(change.key());
        } else {
          kept.put(change.key(), text.get());
        }
      }
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }

  private static final class HandClock extends Clock {

    private Instant now = Instant.parse("2026-11-20T12:00:00Z");

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

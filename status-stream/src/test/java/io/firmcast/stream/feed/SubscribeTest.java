// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that changes what it wants to see, without a new connection. */
class SubscribeTest {

  @Test
  void the_answer_is_a_snapshot_of_it_and_deltas_after_it() throws TimeoutException {
    try (var server = new FeedServer(FeedServer.QUICK)) {
      server.change(change("a", STAND_BY, 1), change("b", FAILED, 1), change("c", FAILED, 1));
      var reader = server.read("?device=a");
      await().until(reader::hasSnapshot);

      say(reader, "{\"type\":\"subscribe\",\"id\":\"2\",\"device\":[\"b\"]}");
      await().until(() -> reader.frames("snapshot").size() == 2);
      server.change(change("a", DOWNLOADING, 2), change("b", DOWNLOADING, 2));
      await().until(() -> reader.heard(5));

      assertThat(ids(reader.items("snapshot"))).containsExactly("a", "b");
      assertThat(reader.frames("snapshot"))
          .allMatch(page -> page.getBoolean("first"))
          .extracting(page -> page.getString("id"))
          .containsExactly(null, "2");
      assertThat(ids(reader.items("delta"))).containsExactly("b");
      assertThat(reader.frames())
          .filteredOn(frame -> frame.containsKey("seq"))
          .extracting(frame -> frame.getLong("seq"))
          .isSorted();
      assertThat(server.watched).containsExactly(new DeviceId("b"));
    }
  }

  @Test
  void what_is_not_understood_changes_nothing() throws TimeoutException {
    try (var server = new FeedServer(FeedServer.QUICK)) {
      var reader = server.read("?device=a");
      await().until(reader::hasSnapshot);

      say(reader, "{\"type\":\"subscribe\",\"status\":[\"sleepy\"]}");
      await().until(() -> reader.frames("error").size() == 1);
      server.change(change("b", DOWNLOADING, 2), change("a", DOWNLOADING, 2));
      await().until(() -> reader.heard(2));

      assertThat(reader.frames("error").get(0).getString("code")).isEqualTo("bad-parameter");
      assertThat(ids(reader.items("delta"))).containsExactly("a");
      assertThat(reader.frames("snapshot")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "7",
        "{",
        "{\"type\":\"unsubscribe\"}",
        "{\"type\":\"subscribe\",\"devices\":[]}",
        "{\"type\":\"subscribe\",\"device\":\"a\"}",
        "{\"type\":\"subscribe\",\"device\":[1]}",
        "{\"type\":\"subscribe\",\"rollout\":[]}",
        "{\"type\":\"subscribe\",\"rollout\":\"-\"}",
        "{\"type\":\"subscribe\",\"id\":{}}",
        "{\"type\":\"subscribe\",\"devicePrefix\":\"a b\"}"
      })
  void any_other_text_is_refused(String text) {
    assertThatThrownBy(() -> Subscribe.parse(text)).isInstanceOf(Problem.class);
  }

  private static void say(Reader reader, String text) {
    reader.socket().writeTextMessage(text);
  }

  private static List<String> ids(List<JsonObject> items) {
    return items.stream().map(item -> item.getString("deviceId")).toList();
  }
}

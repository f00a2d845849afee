// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** The document of the feed says what the feed does. */
class AsyncApiTest {
  private final AsyncApi document = AsyncApi.read();

  AsyncApiTest() throws IOException {}

  @Test
  void every_kind_of_frame_that_was_captured_is_as_documented() throws TimeoutException {
    var captured = new HashSet<String>();

    for (var frame : capture()) {
      document.check(frame);
      captured.add(frame.getString("type"));
    }

    var said = document.at("#/components/messages").fieldNames();
    assertThat(captured).containsExactlyInAnyOrderElementsOf(without(said, "subscribe"));
  }

  @Test
  void a_subscribe_frame_as_documented_is_understood() {
    var frame =
        new JsonObject()
            .put("type", "subscribe")
            .put("id", "1")
            .put("device", new JsonArray().add("a"))
            .put("devicePrefix", "a")
            .put("rollout", "r1")
            .put("status", new JsonArray().add("failed"));

    document.check(frame);

    var wish = Subscribe.parse(frame.encode());
    assertThat(wish.id()).isEqualTo("1");
    assertThat(wish.filter().rollout()).isEqualTo("r1");
    assertThat(document.at("#/components/messages/subscribe/payload/properties").fieldNames())
        .isEqualTo(frame.fieldNames());
  }

  @Test
  void each_status_is_documented() {
    assertThat(document.at("#/components/schemas/status").getJsonArray("enum"))
        .containsExactlyElementsOf(
            Arrays.stream(FirmwareStatus.values()).<Object>map(FirmwareStatus::wire).toList());
  }

  @Test
  void a_frame_that_is_not_as_documented_is_noticed() {
    var wrong = new JsonObject().put("type", "bookmark").put("seq", -1);

    assertThatThrownBy(() -> document.check(wrong)).isInstanceOf(AssertionError.class);
  }

  @Test
  void the_document_is_async_api_3_and_refers_to_nothing_that_is_not_there() {
    assertThat(document.document().getString("asyncapi")).isEqualTo("3.0.0");
    assertThat(document.at("#/info").fieldNames()).contains("title", "version");
    assertThat(document.references()).isNotEmpty().allSatisfy(document::at);
    var messages = document.at("#/channels/status/messages").fieldNames();
    for (var operation : List.of("tell", "subscribe")) {
      var described = document.at("#/operations/" + operation);
      assertThat(described.getString("action")).isIn("send", "receive");
      assertThat(described.getJsonArray("messages"))
          .allSatisfy(
              message ->
                  assertThat(((JsonObject) message).getString("$ref").replaceAll(".*/", ""))
                      .isIn(messages));
    }
  }

  /** A conversation in which everything is said once. */
  private static List<JsonObject> capture() throws TimeoutException {
    try (var server = new FeedServer(FeedServer.QUICK)) {
      server.change(full());
      var reader = server.read("?from=e0:7");
      await().until(reader::hasSnapshot);
      server.change(change("b", STAND_BY, 2), full());
      reader.socket().writeTextMessage("nonsense");
      reader
          .socket()
          .writeTextMessage("{\"type\":\"subscribe\",\"id\":\"x\",\"status\":[\"standBy\"]}");
      await().until(() -> reader.frames("snapshot").size() == 2);
      server.change(change("b", DOWNLOADING, 3));
      server.stale = true;
      await().until(() -> !reader.frames("bookmark").isEmpty());
      assertThat(reader.frames("snapshot").get(1).getString("id")).isEqualTo("x");
      assertThat(reader.items("delta"))
          .last()
          .matches(item -> item.getBoolean("left") && item.getString("deviceId").equals("b"));
      return reader.frames();
    }
  }

  private static StatusChanged full() {
    return new StatusChanged(
        new DeviceId("sim-1"),
        FirmwareStatus.FAILED,
        Instant.parse("2026-11-20T12:00:00Z"),
        7,
        new UpdateId("u1"),
        "2.1.0",
        new FirmwareError("hash-mismatch", "not the image"));
  }

  private static List<String> without(Set<String> all, String one) {
    return all.stream().filter(name -> !name.equals(one)).toList();
  }
}

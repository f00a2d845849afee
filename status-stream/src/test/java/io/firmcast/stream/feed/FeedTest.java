// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  private FeedServer server;

  @BeforeEach
  void open() throws TimeoutException {
    server = new FeedServer(FeedServer.QUICK);
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
  }

  @Test
  void hello_comes_first_then_the_snapshot_then_every_change_in_order() throws TimeoutException {
    server.change(change("a", STAND_BY, 2));
    var reader = server.read("");
    await().until(reader::hasSnapshot);

    server.change(change("a", DOWNLOADING, 3), change("a", APPLYING, 4));
    server.change(change("a", COMPLETED, 5));

    await().until(() -> reader.items("delta").size() == 3);
    assertThat(reader.frames().get(0))
        .isEqualTo(
            new JsonObject()
                .put("type", "hello")
                .put("epoch", "e1")
                .put("seq", 1)
                .put("heartbeatSeconds", 15)
                .put("pollIntervalMs", 500)
                .put("stale", false));
    assertThat(reader.frames().get(1))
        .isEqualTo(
            new JsonObject()
                .put("type", "snapshot")
                .put("seq", 1)
                .put("first", true)
                .put("last", true)
                .put("items", Frames.json(List.of(change("a", STAND_BY, 2)))));
    assertThat(statuses(reader)).containsExactly("downloading", "applying", "completed");
    assertThat(reader.frames("delta"))
        .extracting(frame -> frame.getInteger("seq"))
        .containsExactly(3, 4);
  }

  @Test
  void a_large_fleet_comes_in_pages_and_only_the_last_says_so() throws TimeoutException {
    for (int i = 0; i < 450; i++) {
      server.change(change("sim-" + i, STAND_BY, 2));
    }

    var reader = server.read("");
    await().until(reader::hasSnapshot);

    assertThat(reader.frames("snapshot"))
        .extracting(frame -> frame.getBoolean("last"))
        .containsExactly(false, false, true);
    assertThat(reader.items("snapshot"))
        .extracting(item -> item.getString("deviceId"))
        .doesNotHaveDuplicates()
        .hasSize(450);
  }

  @Test
  void an_empty_fleet_has_an_empty_snapshot() throws TimeoutException {
    var reader = server.read("");

    await().until(reader::hasSnapshot);
    assertThat(reader.items("snapshot")).isEmpty();
  }

  @Test
  void a_client_that_names_devices_hears_of_those_only_and_has_them_watched()
      throws TimeoutException {
    IntStream.range(0, 5).forEach(i -> quietly(() -> server.change(change("d" + i, STAND_BY, 2))));
    var reader = server.read("?device=d1&device=d2&device=d3");
    await().until(reader::hasSnapshot);

    server.change(change("d0", FAILED, 3));
    server.change(change("d2", FAILED, 3));

    await().until(() -> !reader.items("delta").isEmpty());
    assertThat(ids(reader.items("snapshot"))).containsExactly("d1", "d2", "d3");
    assertThat(ids(reader.items("delta"))).containsExactly("d2");
    assertThat(server.watched).extracting(DeviceId::value).contains("d1", "d2", "d3").hasSize(3);
    reader.close();
    await().until(server.watched::isEmpty);
  }

  @Test
  void a_client_of_one_status_hears_who_comes_and_who_leaves() throws TimeoutException {
    server.change(change("a", APPLYING, 2), change("b", STAND_BY, 2));
    var reader = server.read("?status=applying,failed");
    await().until(reader::hasSnapshot);

    server.change(change("b", DOWNLOADING, 3));
    server.change(change("b", APPLYING, 4));
    server.change(change("a", COMPLETED, 3));

    await().until(() -> reader.items("delta").size() == 2);
    assertThat(ids(reader.items("snapshot"))).containsExactly("a");
    assertThat(statuses(reader)).containsExactly("applying", "completed");
  }

  @Test
  void staleness_is_told_when_it_begins_and_when_it_ends() throws TimeoutException {
    var reader = server.read("");
    await().until(reader::hasSnapshot);

    server.stale = true;
    await().until(() -> reader.frames("bookmark").size() == 1);
    server.stale = false;
    await().until(() -> reader.frames("bookmark").size() == 2);

    assertThat(reader.frames("bookmark"))
        .extracting(frame -> frame.getBoolean("stale"))
        .containsExactly(true, false);
  }

  @Test
  void two_clients_hear_the_same() throws TimeoutException {
    var one = server.read("");
    var other = server.read("");
    await().until(() -> one.hasSnapshot() && other.hasSnapshot());

    for (int i = 0; i < 100; i++) {
      server.change(change("sim-" + i, STAND_BY, 2));
    }

    await().until(() -> one.items("delta").size() == 100 && other.items("delta").size() == 100);
    assertThat(one.frames("delta")).isEqualTo(other.frames("delta"));
  }

  private interface Step {
    void run() throws TimeoutException;
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (TimeoutException late) {
      throw new AssertionError(late);
    }
  }

  private static List<String> statuses(Reader reader) {
    return reader.items("delta").stream().map(item -> item.getString("status")).toList();
  }

  private static List<String> ids(List<JsonObject> items) {
    return items.stream().map(item -> item.getString("deviceId")).toList();
  }
}

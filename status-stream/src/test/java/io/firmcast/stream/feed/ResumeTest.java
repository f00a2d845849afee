// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that comes back. */
class ResumeTest {
  private FeedServer server;

  @BeforeEach
  void open() throws TimeoutException {
    server = new FeedServer(FeedServer.QUICK, "e1", 10);
    server.change(change("a", STAND_BY, 1), change("b", STAND_BY, 1));
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
  }

  @Test
  void it_is_told_exactly_what_it_missed_and_no_snapshot() throws TimeoutException {
    server.change(change("a", DOWNLOADING, 2), change("a", APPLYING, 3));
    server.change(change("b", DOWNLOADING, 2), change("a", COMPLETED, 4));

    var reader = server.read("?from=e1:3");
    await().until(() -> reader.heard(6) && reader.frames().size() > 1);
    server.change(change("b", APPLYING, 3));
    await().until(() -> reader.heard(7));

    assertThat(reader.frames("snapshot")).isEmpty();
    assertThat(reader.items("delta"))
        .extracting(item -> item.getString("deviceId") + " " + item.getString("status"))
        .containsExactly("a applying", "b downloading", "a completed", "b applying");
    assertThat(seqs(reader)).isSorted().last().isEqualTo(7L);
  }

  @Test
  void it_is_told_at_once_that_it_missed_nothing() throws TimeoutException {
    var reader = server.read("?from=e1:2");

    await().until(() -> reader.frames("bookmark").size() == 1);

    assertThat(reader.frames()).hasSize(2);
    assertThat(reader.frames("bookmark").get(0).getLong("seq")).isEqualTo(2);
  }

  @Test
  void what_it_missed_is_told_as_its_filter_shows_it() throws TimeoutException {
    server.change(change("b", DOWNLOADING, 2), change("a", DOWNLOADING, 2));
    server.change(change("a", STAND_BY, 3));

    var reader = server.read("?status=downloading&from=e1:2");
    await().until(() -> reader.frames("bookmark").size() == 1);

    assertThat(reader.items("delta"))
        .extracting(item -> item.getString("deviceId"), item -> item.getBoolean("left", false))
        .containsExactly(tuple("b", false), tuple("a", false), tuple("a", true));
  }

  @ParameterizedTest
  @CsvSource({"e0:2, epoch", "e1:1, expired", "e1:999, expired"})
  void what_cannot_be_told_is_said_to_be_gone_and_a_snapshot_follows(String from, String reason)
      throws TimeoutException {
    for (int i = 0; i < 10; i++) {
      server.change(change("a", DOWNLOADING, i + 2));
    }

    var reader = server.read("?from=" + from);
    await().until(reader::hasSnapshot);

    assertThat(reader.frames())
        .extracting(frame -> frame.getString("type"))
        .containsExactly("hello", "gone", "snapshot");
    assertThat(reader.frames("gone").get(0).getString("reason")).isEqualTo(reason);
    assertThat(reader.items("snapshot")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"?from=", "?from=e1", "?from=e1:x", "?from=e%201:1", "?from=e1:1&from=e1:2"})
  void a_point_that_is_none_is_an_error(String query) throws TimeoutException {
    var reader = server.read(query);

    await().until(() -> reader.socket().isClosed());

    assertThat(reader.frames("error")).hasSize(1);
  }

  private static List<Long> seqs(Reader reader) {
    return reader.frames("delta").stream().map(frame -> frame.getLong("seq")).toList();
  }
}

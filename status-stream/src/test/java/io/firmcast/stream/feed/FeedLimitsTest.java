// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a rude client can do: nothing to the others. */
class FeedLimitsTest {
  private static final FeedLimits TIGHT =
      new FeedLimits(
          3,
          100,
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          Duration.ofMillis(700),
          16 * 1024);
  private static final FeedLimits STALLING =
      new FeedLimits(
          3,
          100,
          Duration.ofSeconds(25),
          Duration.ofSeconds(15),
          Duration.ofMillis(700),
          16 * 1024);
  private static final Duration HOUR = Duration.ofHours(1);
  private final List<FeedServer> open = new ArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    for (var server : open) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16 * 1024, 1024 * 1024})
  void a_message_over_64_kib_closes_its_sender(int frameBytes) throws TimeoutException {
    var server = serve(FeedServer.QUICK);
    var rude = Reader.connect(server.vertx, server.at(""), frameBytes);
    var good = server.read("");
    await().until(() -> rude.hasSnapshot() && good.hasSnapshot());

    rude.socket().writeTextMessage("x".repeat(FeedLimits.INBOUND_BYTES + 1));

    await().until(() -> server.connections() == 1);
    server.change(change("a", STAND_BY, 2));
    await().until(() -> good.items("delta").size() == 1);
    await().until(() -> rude.socket().isClosed());
    assertThat(rude.closeCode()).isEqualTo((short) 1009);
  }

  @Test
  void who_talks_nonsense_is_told_so_and_who_goes_on_is_let_go() throws TimeoutException {
    var server = serve(FeedServer.QUICK);
    var reader = server.read("");

    for (int i = 0; i < 20; i++) {
      reader.socket().writeTextMessage("hello?");
    }

    await().until(() -> reader.socket().isClosed());
    assertThat(reader.closeCode()).isEqualTo((short) 1008);
    assertThat(reader.frames("error"))
        .hasSizeBetween(1, 9)
        .allMatch(frame -> frame.getString("code").equals("bad-message"));
  }

  @Test
  void one_address_takes_no_place_from_another() throws TimeoutException {
    var server = serve(new FeedLimits(100, 2, HOUR, HOUR, HOUR, 16 * 1024));
    server.read("");
    server.read("");
    await().until(() -> server.connections() == 2);

    assertThatThrownBy(() -> server.read(""))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> {
              assertThat(refused.getStatus()).isEqualTo(429);
              assertThat(refused.getHeaders().get("Retry-After")).isEqualTo("10");
            });
    var elsewhere = server.at("").addHeader("X-Forwarded-For", "198.51.100.7");
    var other = Reader.connect(server.vertx, elsewhere);
    await().until(other::hasSnapshot);
  }

  @Test
  void an_address_that_subscribes_without_end_is_told_to_try_later() throws TimeoutException {
    var server = serve(new FeedLimits(100, 2, HOUR, HOUR, HOUR, 16 * 1024));
    var reader = server.read("");

    for (int i = 0; i < 5; i++) {
      reader.socket().writeTextMessage("{\"type\":\"subscribe\"}");
    }

    await().until(() -> reader.socket().isClosed());
    assertThat(reader.closeCode()).isEqualTo((short) 1013);
  }

  @Test
  void there_is_a_bound_on_connections_and_a_place_becomes_free_again() throws TimeoutException {
    var server = serve(TIGHT);
    var first = server.read("");
    server.read("");
    server.read("");
    await().until(() -> server.connections() == 3);

    assertThatThrownBy(() -> server.read(""))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> {
              assertThat(refused.getStatus()).isEqualTo(503);
              assertThat(refused.getBody().toJsonObject().getString("code"))
                  .isEqualTo("too-many-connections");
            });
    first.close();
    await().until(() -> server.connections() == 2);
    var next = server.read("");
    await().until(next::hasSnapshot);
  }

  @Test
  void who_answers_no_ping_is_let_go_and_who_does_stays() throws TimeoutException {
    var server = serve(TIGHT);
    var good = server.read("");
    handshake(server);
    await().until(() -> server.connections() == 2);

    await().until(() -> server.connections() == 1);
    assertThat(good.socket().isClosed()).isFalse();
    assertThat(good.frames("bookmark")).isNotEmpty();
  }

  @Test
  void who_never_reads_is_bounded_and_let_go_while_others_hear_everything()
      throws TimeoutException {
    var server = serve(STALLING);
    var good = server.read("");
    await().until(good::hasSnapshot);
    var rude = handshake(server).pause();
    await().until(() -> server.connections() == 2);

    var sent = 0;
    var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (server.connections() == 2 && System.nanoTime() < deadline) {
      server.change(changes(50, sent));
      sent += 50;
      var last = sent;
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(() -> good.heard(last));
    }

    assertThat(server.connections()).as("after %d changes", sent).isEqualTo(1);
    assertThat(good.items("delta")).hasSize(sent);
    assertThat(good.items("delta"))
        .extracting(item -> item.getInteger("reportedVersion"))
        .isSorted()
        .doesNotHaveDuplicates();
    rude.resume();
  }

  @Test
  void who_reads_late_is_told_every_end_and_the_latest_state_of_each_device()
      throws TimeoutException {
    var server = serve(FeedServer.QUICK);
    var late = server.read("");
    await().until(late::hasSnapshot);
    late.socket().pause();

    var version = 1L;
    for (int round = 0; round < 1500; round++) {
      for (int i = 0; i < 10; i++) {
        server.change(change("sim-" + i, round % 2 == 0 ? DOWNLOADING : APPLYING, ++version));
      }
    }
    server.change(change("sim-3", FAILED, ++version), change("sim-3", DOWNLOADING, ++version));
    server.change(change("sim-3", COMPLETED, ++version), change("sim-3", STAND_BY, ++version));
    late.socket().resume();

    var newest = (int) version;
    await()
        .until(
            () ->
                late.items("delta").stream()
                    .anyMatch(item -> item.getInteger("reportedVersion") == newest));
    assertThat(late.items("delta").size()).isLessThan(newest - 1);
    assertThat(late.items("delta"))
        .filteredOn(item -> item.getString("deviceId").equals("sim-3"))
        .extracting(item -> item.getString("status"))
        .endsWith("failed", "completed", "standBy");
    assertThat(late.frames("delta"))
        .extracting(frame -> frame.getInteger("seq"))
        .isSorted()
        .last()
        .isEqualTo(newest - 1);
    Map<String, Integer> seen = new HashMap<>();
    late.items("delta")
        .forEach(item -> seen.put(item.getString("deviceId"), item.getInteger("reportedVersion")));
    assertThat(seen).hasSize(10).containsEntry("sim-9", newest - 4).containsEntry("sim-3", newest);
  }

  private FeedServer serve(FeedLimits limits) throws TimeoutException {
    var server = new FeedServer(limits);
    open.add(server);
    return server;
  }

  /** Changes of ten devices in turn, with versions that follow the given one. */
  private static StatusChanged[] changes(int count, int version) {
    return IntStream.range(0, count)
        .mapToObj(i -> change("sim-" + i % 10, DOWNLOADING, version + i + 1))
        .toArray(StatusChanged[]::new);
  }

  /** A client that speaks just enough to be let in. */
  private static NetSocket handshake(FeedServer server) throws TimeoutException {
    return server
        .vertx
        .createNetClient(new NetClientOptions().setReceiveBufferSize(16 * 1024))
        .connect(server.port(), "127.0.0.1")
        .compose(
            socket ->
                socket
                    .write(
                        Buffer.buffer(
                            "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket"
                                + "\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"))
                    .map(socket))
        .await(5, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to a client, in the end its map is that of the fleet, and no seq goes back
 * (promises.md, I5). The seed is the name; {@code -Dfirmcast.feeds=200} tries more of them.
 */
class FeedPropertyTest {
  private static final int STEPS = 150;
  private static final int DEVICES = 60;

  /** Little is remembered and little may wait, so that every way to come back is taken. */
  private static final FeedLimits NARROW =
      new FeedLimits(
          100,
          100_000,
          Duration.ofSeconds(25),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          4 * 1024);

  private static final int REMEMBERED = 300;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, StatusChanged> fleet = new TreeMap<>();
  private final List<Follower> followers = new ArrayList<>();
  private FeedServer server;
  private int epochs;

  FeedPropertyTest() throws TimeoutException {
    server = serve();
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  static LongStream seeds() {
    return LongStream.range(0, Integer.getInteger("firmcast.feeds", 6));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void in_the_end_every_map_is_that_of_the_fleet(long seed) throws TimeoutException {
    var random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      followers.add(new Follower(vertx, wish(random)));
    }

    for (int i = 0; i < STEPS; i++) {
      step(random);
    }

    for (var follower : followers) {
      settle(follower);
    }
  }

  private void step(Random random) throws TimeoutException {
    var follower = followers.get(random.nextInt(followers.size()));
    switch (random.nextInt(12)) {
      case 0, 1 -> follower.cut();
      case 2, 3 -> follower.connect(server.port());
      case 4 -> follower.subscribe(wish(random));
      case 5 -> follower.pauseOrResume(true);
      case 6 -> follower.pauseOrResume(false);
      case 7 -> change(random, 400);
      case 8 -> {
        if (random.nextInt(4) == 0) {
          restart();
        }
      }
      default -> change(random, 1 + random.nextInt(20));
    }
  }

  /** The service forgets everything, and finds the fleet again, a part of it at a time. */
  private void restart() throws TimeoutException {
    server.close();
    server = serve();
    for (var state : fleet.values()) {
      server.change(state);
    }
  }

  private FeedServer serve() throws TimeoutException {
    return new FeedServer(NARROW, "e" + ++epochs, REMEMBERED);
  }

  private void change(Random random, int count) throws TimeoutException {
    var changes = new ArrayList<StatusChanged>();
    for (int i = 0; i < count; i++) {
      var name = "%s-%d".formatted(random.nextBoolean() ? "a" : "b", random.nextInt(DEVICES / 2));
      var before = fleet.get(name);
      if (before != null && random.nextInt(20) == 0) {
        fleet.remove(name);
        changes.add(StatusChanged.gone(new DeviceId(name), Instant.EPOCH));
      } else {
        var next = state(random, name, before == null ? 1 : before.reportedVersion() + 1);
        fleet.put(name, next);
        changes.add(next);
      }
    }
    server.change(changes.toArray(StatusChanged[]::new));
  }

  private static StatusChanged state(Random random, String name, long version) {
    var statuses = FirmwareStatus.values();
    return new StatusChanged(
        new DeviceId(name),
        statuses[random.nextInt(statuses.length)],
        Instant.EPOCH.plusSeconds(version),
        version,
        new UpdateId("r%d-%s-1".formatted(random.nextInt(3), name)),
        null,
        null);
  }

  private static JsonObject wish(Random random) {
    var wish = new JsonObject();
    switch (random.nextInt(6)) {
      case 0 -> wish.put("devicePrefix", "a");
      case 1 -> wish.put("rollout", "r1");
      case 2 -> wish.put("status", new JsonArray().add("failed").add("applying"));
      case 3 -> wish.put("device", new JsonArray().add("a-1").add("b-2").add("a-3"));
      case 4 -> wish.put("rollout", "r2").put("status", new JsonArray().add("completed"));
      default -> {}
    }
    return wish;
  }

  private void settle(Follower follower) throws TimeoutException {
    follower.pauseOrResume(false);
    if (!follower.isConnected() || !follower.isWhole()) {
      follower.connect(server.port());
    }
    var filter = Subscribe.parse(follower.wish().copy().put("type", "subscribe").encode()).filter();
    Map<String, StatusChanged> expected =
        fleet.entrySet().stream()
            .filter(entry -> filter.shows(entry.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    await()
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              assertThat(follower.map()).isEqualTo(expected);
              assertThat(follower.isWhole()).isTrue();
            });
    assertThat(follower.complaints()).isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.device.Device;
import io.firmcast.localhub.device.DeviceObserver;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.device.TwinDocument;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.query.Row;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Duration lag = Duration.ZERO;
  private final Clock clock = Clock.systemUTC();
  private final FleetFollower follower = new FleetFollower(() -> lag, new HandClock());
  private final Devices devices =
      new Devices(Store.none(), clock, new Random(1), new NobodyConnected(), follower);
  private final Fleet fleet = new Fleet(devices, follower);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tags.site = 'north'",
        "'north' = tags.site",
        "tags.n = 7",
        "tags.n = 7.0",
        "tags.on",
        "tags.on = true",
        "tags.site IN ['north', 'west']",
        "tags.n IN [1, 2, 3] AND tags.site = 'north'",
        "tags.site = 'north' AND properties.reported.fw = 'b'",
        "properties.Reported.fw = 'a'",
        "properties.reported.fw = 'a' OR tags.n = 3",
        "tags.n > 15",
        "16 <= tags.n",
        "tags.n >= 3 AND tags.n < 6",
        "tags.site > 'north'",
        "tags.site < 'o'",
        "properties.reported.$metadata.fw.$lastUpdated > '2026-01-01'",
        "properties.reported.$version = 2",
        "status = 'enabled'",
        "Status = 'disabled'",
        "connectionState = 'Connected'",
        "deviceId = 'd03'",
        "deviceId IN ['d19', 'd03', 'nobody', 7]",
        "deviceId = 'd03' AND tags.site = 'nowhere'",
        "tags.none = 1",
        "tags.site = 7",
        "tags.site = null",
        "lastActivityTime > '2020'",
        "NOT tags.site = 'north'",
        "tags.site != 'north'"
      })
  void an_index_finds_what_a_scan_finds_before_and_after_changes(String condition) {
    devices(20);
    assertThat(matching(condition)).isEqualTo(scanned(condition));

    tag("d03", "{'site':'west','n':3,'on':false}");
    tag("d04", "{'site':null,'n':null}");
    report("d05", "{'fw':'b'}");
    report("d06", "{'fw':{'was':'a'}}");
    devices.connected("d07", "");
    devices.delete("d08", Precondition.NONE);
    devices.create(DeviceRequest.plain("d99"));
    tag("d99", "{'site':'north','n':7}");

    assertThat(matching(condition)).isEqualTo(scanned(condition));
  }

  @Test
  void an_equal_value_is_found_without_a_look_at_the_others() {
    devices(200);

    var query = Query.condition("tags.n = 7");
    var found = fleet.candidates(query, null).map(FleetTest::id).toList();

    assertThat(found).hasSize(10).contains("d07", "d27");
    assertThat(fleet.candidates(query, "d107").map(FleetTest::id).toList())
        .doesNotContain("d07", "d107")
        .contains("d127");
  }

  @Test
  void the_smaller_of_two_indexes_is_taken() {
    devices(200);
    tag("d5", "{'rare':1}");
    tag("d50", "{'rare':1,'site':'south'}");

    var query = Query.condition("tags.site = 'north' AND tags.rare = 1");

    assertThat(fleet.candidates(query, null).map(FleetTest::id).toList()).hasSizeLessThan(3);
  }

  @Test
  void too_many_unordered_candidates_are_left_to_a_scan() {
    devices(Cut.MAX_SORTED + 10);

    var wide = fleet.candidates(Query.condition("tags.n >= 0"), null);
    var narrow = fleet.candidates(Query.condition("tags.n >= 0 AND tags.n < 1"), null);

    assertThat(wide.count()).isEqualTo(Cut.MAX_SORTED + 10);
    assertThat(narrow.count()).isEqualTo(2 * ((Cut.MAX_SORTED + 10) / 20 + 1));
  }

  @Test
  void only_the_paths_asked_for_most_recently_are_indexed() {
    devices(5);
    for (int i = 0; i < 3 * Indexes.MAX; i++) {
      matching("tags.path" + i + " = 1");
      assertThat(matching("tags.site = 'north'")).isNotEmpty();
    }

    assertThat(follower.indexes().size()).isEqualTo(Indexes.MAX);
    assertThat(follower.indexes().find(List.of("tags", "site"))).isPresent();
    assertThat(follower.indexes().find(List.of("tags", "path0"))).isEmpty();
  }

  @Test
  void an_index_filled_while_devices_change_misses_nothing() throws Exception {
    devices(500);
    var writers = Executors.newFixedThreadPool(4);
    var started = new CountDownLatch(4);
    for (int w = 0; w < 4; w++) {
      int writer = w;
      writers.execute(() -> churn(writer, started));
    }
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    matching("properties.reported.fw = 'x1'");
    writers.shutdown();
    assertThat(writers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

    for (var value : List.of("x0", "x1", "x2", "a", "b")) {
      var condition = "properties.reported.fw = '" + value + "'";
      assertThat(matching(condition)).isEqualTo(scanned(condition));
      assertThat(fleet.candidates(Query.condition(condition), null).count())
          .isEqualTo(matching(condition).size());
    }
  }

  @Test
  void Q15_a_change_is_invisible_before_the_delay_and_visible_after_it() {
    devices(3);
    lag = Duration.ofSeconds(5);
    tag("d01", "{'site':'west'}");
    devices.create(DeviceRequest.plain("new"));
    devices.delete("d02", Precondition.NONE);

    assertThat(matching("tags.site = 'west'")).isEmpty();
    assertThat(matching("*")).containsExactly("d00", "d01", "d02");
    assertThat(matching("deviceId IN ['new', 'd02']")).containsExactly("d02");
    passes(4);
    assertThat(matching("tags.site = 'west'")).isEmpty();
    passes(1);
    assertThat(matching("tags.site = 'west'")).containsExactly("d01");
    assertThat(matching("*")).containsExactly("d00", "d01", "new");
  }

  @Test
  void Q15_each_change_becomes_visible_in_its_turn() {
    devices(1);
    lag = Duration.ofSeconds(5);
    for (var site : List.of("one", "two", "three")) {
      tag("d00", "{'site':'" + site + "'}");
      passes(1);
    }

    for (var site : List.of("south", "south", "one", "two", "three", "three")) {
      assertThat(matching("tags.site = '" + site + "'")).containsExactly("d00");
      passes(1);
    }
  }

  @Test
  void Q15_an_index_made_under_delay_holds_what_is_visible() {
    devices(2);
    lag = Duration.ofSeconds(5);
    tag("d00", "{'site':'west'}");
    devices.delete("d01", Precondition.NONE);

    assertThat(matching("tags.site = 'south'")).containsExactly("d00");
    assertThat(matching("tags.site = 'north'")).containsExactly("d01");
    passes(5);
    assertThat(matching("tags.site = 'north'")).isEmpty();
    assertThat(matching("tags.site = 'west'")).containsExactly("d00");
  }

  @Test
  void Q15_with_the_delay_switched_off_all_is_visible_at_once() {
    devices(1);
    lag = Duration.ofMinutes(5);
    tag("d00", "{'site':'west'}");
    lag = Duration.ZERO;

    assertThat(matching("tags.site = 'west'")).containsExactly("d00");
    tag("d00", "{'site':'east'}");
    assertThat(matching("tags.site = 'east'")).containsExactly("d00");
  }

  @Test
  void Q15_what_waits_is_bounded() {
    devices(1);
    lag = Duration.ofHours(1);
    tag("d00", "{'site':'west'}");
    for (int i = 0; i < Delay.MAX_WAITING; i++) {
      devices.disconnected("d00");
    }

    assertThat(matching("tags.site = 'west'")).containsExactly("d00");
  }

  private void churn(int writer, CountDownLatch started) {
    var random = new Random(writer);
    for (int i = 0; i < 3_000; i++) {
      report("d%02d".formatted(random.nextInt(500)), "{'fw':'x" + random.nextInt(3) + "'}");
      if (i == 100) {
        started.countDown();
      }
    }
  }

  private void devices(int count) {
    for (int i = 0; i < count; i++) {
      var id = "d%02d".formatted(i);
      devices.create(DeviceRequest.plain(id));
      var site = i % 3 == 0 ? "south" : "north";
      tag(id, "{'site':'" + site + "','n':" + i % 20 + ",'on':" + (i % 2 == 0) + "}");
      report(id, "{'fw':'" + (i % 4 == 0 ? "a" : "b") + "'}");
    }
  }

  private void tag(String id, String tags) {
    devices.mergeTwin(id, new ServicePatch(json(tags), null), Precondition.NONE);
  }

  private void report(String id, String patch) {
    devices.report(id, json(patch), null);
  }

  private void passes(int seconds) {
    now = now.plusSeconds(seconds);
  }

  private List<String> matching(String condition) {
    var query = Query.condition(condition);
    return fleet
        .candidates(query, null)
        .filter(device -> query.matches(new PlainRow(device)))
        .map(FleetTest::id)
        .toList();
  }

  private List<String> scanned(String condition) {
    var query = Query.condition(condition);
    return devices
        .after(null)
        .filter(device -> query.matches(new PlainRow(device)))
        .map(FleetTest::id)
        .toList();
  }

  private static String id(Device device) {
    return device.identity().deviceId();
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  private record PlainRow(Device device) implements Row {

    @Override
    public String id() {
      return FleetTest.id(device);
    }

    @Override
    public @Nullable Object at(List<String> path) {
      return new TwinDocument(device).at(path);
    }

    @Override
    public JsonObject whole() {
      return new TwinDocument(device).json();
    }
  }

  private static final class NobodyConnected implements DeviceObserver {

    @Override
    public void desiredChanged(String deviceId, JsonObject patch, int version) {}

    @Override
    public void barred(String deviceId, boolean deleted) {}
  }

  private final class HandClock extends Clock {

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.identity.DeviceRequest;
import io.firmcast.localhub.message.DeviceMessages;
import io.firmcast.localhub.message.PropertyBag;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.twin.Twin.ServicePatch;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The feed behind a registry that keeps nothing. */
class EventFeedTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T15:00:00.1234567Z"), ZoneOffset.UTC);

  private final Vertx vertx = Vertx.vertx();
  private final EventFeed feed = new EventFeed(vertx, "hub", 10, CLOCK, new Random(1));
  private final Devices devices =
      new Devices(Store.none(), CLOCK, new Random(1), feed, (key, before, after) -> {});

  @AfterEach
  void closeVertx() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void X10_an_update_carries_version_changed_sections_and_their_metadata() {
    devices.create(DeviceRequest.plain("d"));
    devices.report("d", json("{'other':1}"), null);

    devices.report("d", json("{'a':{'b':1},'gone':null,'$version':7}"), null);

    assertThat(last().body())
        .isEqualTo(
            json(
                "{'version':4,'properties':{'reported':{'a':{'b':1},'gone':null,'$version':3,"
                    + "'$metadata':{'$lastUpdated':'2026-11-20T15:00:00.1234560Z',"
                    + "'a':{'$lastUpdated':'2026-11-20T15:00:00.1234560Z',"
                    + "'b':{'$lastUpdated':'2026-11-20T15:00:00.1234560Z'}}}}}}"));
  }

  @Test
  void X10_an_update_by_the_service_carries_tags_and_the_version_of_desired_properties() {
    devices.create(DeviceRequest.plain("d"));

    devices.mergeTwin("d", new ServicePatch(json("{'t':1}"), json("{'a':2}")), Precondition.NONE);

    assertThat(last().body())
        .isEqualTo(
            json(
                "{'version':3,'tags':{'t':1},'properties':{'desired':{'a':2,'$version':2,"
                    + "'$metadata':{'$lastUpdated':'2026-11-20T15:00:00.1234560Z',"
                    + "'$lastUpdatedVersion':2,"
                    + "'a':{'$lastUpdated':'2026-11-20T15:00:00.1234560Z',"
                    + "'$lastUpdatedVersion':2}}}}}"));
  }

  @Test
  void X10_a_replacement_carries_the_whole_twin() {
    devices.create(DeviceRequest.plain("d"));
    devices.report("d", json("{'r':1}"), null);

    devices.replaceTwin("d", new ServicePatch(null, json("{'a':2}")), Precondition.NONE);

    var event = last();
    assertThat(event.opType()).isEqualTo("replaceTwin");
    var body = (JsonObject) Objects.requireNonNull(event.body());
    assertThat(body.fieldNames())
        .containsExactlyInAnyOrder("deviceId", "etag", "version", "properties");
    var properties = body.getJsonObject("properties");
    assertThat(properties.getJsonObject("desired").getInteger("a")).isEqualTo(2);
    assertThat(properties.getJsonObject("reported").getInteger("r")).isEqualTo(1);
  }

  @Test
  void X10_each_event_has_the_properties_of_the_real_hubs_messages() {
    devices.create(DeviceRequest.plain("d"));
    devices.connected("d", "");

    var events = feed.after(feed.oldest(), 10).orElseThrow();

    var created = feed.toJson(events.get(0)).getJsonObject("event");
    assertThat(created.getString("origin")).isEqualTo("d");
    assertThat(created.getJsonObject("properties").getJsonObject("application"))
        .isEqualTo(
            json(
                "{'hubName':'hub','deviceId':'d','opType':'createDeviceIdentity',"
                    + "'iothub-message-schema':'deviceLifecycleNotification',"
                    + "'operationTimestamp':'2026-11-20T15:00:00.1234567Z'}"));
    assertThat(created.getJsonObject("annotations").getString("iothub-message-source"))
        .isEqualTo("deviceLifecycleEvents");
    var connected = feed.toJson(events.get(1)).getJsonObject("event");
    assertThat(connected.getJsonObject("payload").getString("sequenceNumber"))
        .hasSize(64)
        .matches("0{16}01D[0-9A-F]{13}0{31}2");
  }

  @Test
  void X10_telemetry_comes_with_the_properties_its_device_gave_it() {
    var bag = PropertyBag.parse("$.mid=m1&$.ct=application%2Fjson&colour=red");

    var messages = new DeviceMessages(CLOCK);
    messages.observe(feed);
    messages.receive("d/m", bag, Buffer.buffer("{\"t\":21}"));

    var event = feed.toJson(last()).getJsonObject("event");
    assertThat(event.getString("origin") + " " + event.getString("module")).isEqualTo("d m");
    assertThat(event.getJsonObject("payload")).isEqualTo(json("{'t':21}"));
    var properties = event.getJsonObject("properties");
    assertThat(properties.getJsonObject("application")).isEqualTo(json("{'colour':'red'}"));
    assertThat(properties.getJsonObject("system"))
        .isEqualTo(json("{'message_id':'m1','content_type':'application/json'}"));
    assertThat(event.getJsonObject("annotations").getString("iothub-message-source"))
        .isEqualTo("Telemetry");
  }

  @Test
  void a_reader_that_comes_back_gets_exactly_what_it_missed() {
    devices.create(DeviceRequest.plain("d"));
    report(3);
    var position = feed.newest();
    report(4);

    var missed = feed.after(position, 100).orElseThrow();

    assertThat(missed).extracting(HubEvent::sequence).containsExactly(5L, 6L, 7L, 8L);
  }

  @Test
  void what_is_no_longer_held_or_of_another_run_is_gone() {
    devices.create(DeviceRequest.plain("d"));
    var position = feed.newest();
    report(11);

    assertThat(feed.after(position, 100)).isEmpty();
    assertThat(feed.after(feed.oldest(), 100).orElseThrow()).hasSize(10);
    assertThat(feed.after(new Position("0123456789abcdef", 12), 100)).isEmpty();
  }

  @Test
  void a_listener_hears_of_each_event_once_and_in_order_whatever_threads_change_devices() {
    var large = new EventFeed(vertx, "hub", 10_000, CLOCK, new Random(2));
    var busy = new Devices(Store.none(), CLOCK, new Random(1), large, (key, before, after) -> {});
    var heard = new CopyOnWriteArrayList<Long>();
    large.subscribe(event -> heard.add(event.sequence()));

    IntStream.range(0, 8)
        .parallel()
        .forEach(
            n -> {
              busy.create(DeviceRequest.plain("d" + n));
              IntStream.range(0, 100).forEach(i -> busy.report("d" + n, json("{'n':1}"), null));
            });

    await().until(() -> heard.size() >= 808);
    assertThat(heard).isEqualTo(LongStream.rangeClosed(1, 808).boxed().toList());
  }

  @Test
  void a_listener_is_told_of_the_sources_it_asked_for_until_it_closes() {
    var heard = new CopyOnWriteArrayList<String>();
    var reader =
        feed.subscribe(
            feed.newest(),
            Set.of(Source.LIFECYCLE),
            event -> heard.add(event.opType() + " " + event.deviceId()));
    devices.create(DeviceRequest.plain("d"));
    report(1);
    devices.delete("d", Precondition.NONE);
    await().until(() -> heard.size() == 2);

    reader.close();
    devices.create(DeviceRequest.plain("e"));

    assertThat(feed.newest().sequence()).isEqualTo(4);
    assertThat(heard).containsExactly("createDeviceIdentity d", "deleteDeviceIdentity d");
  }

  @Test
  void a_listener_that_is_overtaken_is_told_so_and_left_alone() {
    var slow = new SlowListener();
    var reader = feed.subscribe(feed.newest(), Set.of(Source.values()), slow);
    devices.create(DeviceRequest.plain("d"));
    report(30);

    slow.full = false;
    reader.resume();

    await().until(() -> slow.gone.size() == 1);
    assertThat(slow.gone).containsExactly(feed.newest());
    assertThat(slow.heard).isEmpty();
  }

  @Test
  void large_changes_make_room_sooner() {
    var large = new EventFeed(vertx, "hub", 1000, CLOCK, new Random(2));
    var twins = new Devices(Store.none(), CLOCK, new Random(1), large, (key, before, after) -> {});
    twins.create(DeviceRequest.plain("d"));
    var patch = new JsonObject();
    IntStream.range(0, 8).forEach(i -> patch.put("k" + i, "x".repeat(4000)));

    IntStream.range(0, 800).forEach(i -> twins.report("d", patch, null));

    assertThat(large.newest().sequence()).isEqualTo(801);
    // 16 MB, of 32 KB and a little each.
    assertThat(large.oldest().sequence()).isBetween(801L - 520, 801L - 480);
  }

  private HubEvent last() {
    var newest = feed.newest();
    var before = new Position(newest.epoch(), newest.sequence() - 1);
    return feed.after(before, 1).orElseThrow().get(0);
  }

  private void report(int times) {
    IntStream.range(0, times).forEach(i -> devices.report("d", json("{'n':" + i + "}"), null));
  }

  private static JsonObject json(String text) {
    return new JsonObject(text.replace('\'', '"'));
  }

  /** Takes nothing until it is told to. */
  private static final class SlowListener implements EventListener {

    final List<HubEvent> heard = new CopyOnWriteArrayList<>();
    final List<Position> gone = new CopyOnWriteArrayList<>();
    volatile boolean full = true;

    @Override
    public void happened(HubEvent event) {
      heard.add(event);
    }

    @Override
    public void gone(Position newest) {
      gone.add(newest);
    }

    @Override
    public boolean full() {
      return full;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** X10: the feed of IoT Hub's own change messages. */
class EventsIT {

  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    hub = TestHub.startOn8883("127.0.0.51", null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void X10_what_a_java_sdk_device_and_service_do_is_told_with_the_real_hubs_op_types()
      throws Exception {
    try (var lines = EventLines.open(hub, hub.ownerToken(), "")) {
      hub.device("java1");
      DeviceClient device = JavaDevice.client(hub, "java1");
      device.open(false);
      device.subscribeToDesiredProperties((desired, context) -> {}, null);
      var reported = new TwinCollection();
      reported.put("firmwareStatus", "downloading");
      JavaDevice.report(device, reported);
      var twins = new TwinClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
      var twin = new Twin("java1");
      twin.getDesiredProperties().put("version", "2.1.0");
      twins.patch(twin);
      device.close();
      hub.rest().send("DELETE", "/devices/java1", null, "If-Match", "*");

      var events = lines.first(6);

      assertThat(events)
          .extracting(EventLines.Event::opType)
          .containsExactly(
              "createDeviceIdentity",
              "deviceConnected",
              "updateTwin",
              "updateTwin",
              "deviceDisconnected",
              "deleteDeviceIdentity");
      assertThat(events).extracting(EventLines.Event::deviceId).containsOnly("java1");
      assertThat(events.get(2).name()).isEqualTo("twinChangeEvents");
      assertThat(events.get(2).application().getString("iothub-message-schema"))
          .isEqualTo("twinChangeNotification");
      var reportedChange = events.get(2).payload().getJsonObject("properties");
      assertThat(reportedChange.getJsonObject("reported").getString("firmwareStatus"))
          .isEqualTo("downloading");
      var desiredChange = events.get(3).payload().getJsonObject("properties");
      assertThat(desiredChange.getJsonObject("desired").getString("version")).isEqualTo("2.1.0");
      assertThat(events.get(4).payload().getString("sequenceNumber"))
          .isGreaterThan(events.get(1).payload().getString("sequenceNumber"));
    }
  }

  @Test
  void X10_a_reader_that_comes_back_with_the_last_id_gets_exactly_what_it_missed() {
    String last;
    try (var lines = EventLines.open(hub, hub.ownerToken(), "?source=deviceLifecycleEvents")) {
      hub.device("missed1");
      last = lines.first(1).get(0).id();
    }
    hub.device("missed2");
    hub.rest().sendText("PATCH", "/twins/missed2", "{\"tags\":{\"t\":1}}");
    hub.device("missed3");

    try (var byHeader = EventLines.open(hub, hub.ownerToken(), "", "Last-Event-ID", last);
        var byQuery = EventLines.open(hub, hub.ownerToken(), "?from=" + last)) {
      for (var lines : List.of(byHeader, byQuery)) {
        assertThat(lines.first(3))
            .extracting(event -> event.opType() + " " + event.deviceId())
            .containsExactly(
                "createDeviceIdentity missed2",
                "updateTwin missed2",
                "createDeviceIdentity missed3");
      }
    }
  }

  @Test
  void X10_an_id_of_another_run_is_answered_with_gone_and_the_end() throws Exception {
    hub.device("present");

    try (var lines = EventLines.open(hub, hub.ownerToken(), "?from=0123456789abcdef-1")) {
      var gone = lines.first(1).get(0);

      assertThat(gone.name()).isEqualTo("gone");
      assertThat(gone.id()).isEqualTo(gone.data().getString("newest"));
      assertThat(lines.ended).succeedsWithin(Duration.ofSeconds(5));
      try (var again = EventLines.open(hub, hub.ownerToken(), "?from=" + gone.id())) {
        hub.device("after-gone");
        assertThat(again.first(1).get(0).deviceId()).isEqualTo("after-gone");
      }
    }
  }

  @Test
  void only_a_policy_with_the_right_to_connect_as_a_service_may_read() {
    var rest = new Rest(hub, null);
    var device = "dev-key";
    var key = hub.device(device);

    assertThat(rest.get("/events").status()).isEqualTo(401);
    assertThat(new Rest(hub, Sas.java(hub.host, device, key)).get("/events").status())
        .isEqualTo(401);
    assertThat(hub.rest().get("/events?from=yesterday").status()).isEqualTo(400);
    assertThat(hub.rest().get("/events?source=rumours").status()).isEqualTo(400);
  }

  @Test
  void the_library_tells_a_handler() {
    var heard = new CopyOnWriteArrayList<String>();
    var reader = hub.hub.events().subscribe(event -> heard.add(event.opType()));

    hub.device("heard");

    org.awaitility.Awaitility.await().until(() -> heard.contains("createDeviceIdentity"));
    reader.close();
  }

  @Test
  void an_open_stream_does_not_hold_up_the_end_of_the_hub() {
    var other = TestHub.start("127.0.0.52");
    try (var lines = EventLines.open(other, other.ownerToken(), "")) {
      var begun = System.nanoTime();

      TestHub.await(other.hub.close());

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThat(lines.ended).succeedsWithin(Duration.ofSeconds(5));
    }
    other.close();
  }
}

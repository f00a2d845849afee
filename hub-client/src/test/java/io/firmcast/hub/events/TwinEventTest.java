// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages in the schema that Microsoft documents for twin change and lifecycle events ("Use IoT
 * Hub message routing", non-telemetry events).
 */
class TwinEventTest {
  private static final String REPORTED =
      """
      {"version": 49, "properties": {"reported": {
        "firmwareStatus": "applying",
        "downloadComplete": null,
        "$metadata": {
          "$lastUpdated": "2026-11-20T12:00:00.1234567Z",
          "firmwareStatus": {"$lastUpdated": "2026-11-20T12:00:00.1234567Z"}},
        "$version": 12}}}
      """;
  private static final String DESIRED =
      """
      {"version": 50, "properties": {"desired": {
        "firmware": {"version": "2.1.0"}, "$metadata": {}, "$version": 4}}}
      """;

  @Test
  void a_report_is_what_was_reported_and_its_version() {
    var event = read("updateTwin", REPORTED);

    assertThat(event)
        .contains(
            new TwinEvent.Reported(
                new DeviceId("sim-1"),
                new JsonObject().put("firmwareStatus", "applying").putNull("downloadComplete"),
                12));
  }

  @Test
  void a_device_is_created_and_deleted() {
    var twin = "{\"deviceId\":\"sim-1\",\"etag\":\"AAAAAAAAAAE=\",\"version\":2}";

    assertThat(read("createDeviceIdentity", twin))
        .contains(new TwinEvent.Created(new DeviceId("sim-1")));
    assertThat(read("deleteDeviceIdentity", twin))
        .contains(new TwinEvent.Deleted(new DeviceId("sim-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DESIRED,
        "{\"version\":50,\"tags\":{\"floor\":1}}",
        "{\"properties\":{\"reported\":{\"firmwareStatus\":\"applying\"}}}",
        "{\"properties\":{\"reported\":{\"$version\":\"x\"}}}",
        "{\"properties\":[]}",
        "[]",
        "7",
        "not json"
      })
  void what_says_nothing_of_a_report_is_passed_over(String body) {
    assertThat(read("updateTwin", body)).isEmpty();
  }

  @Test
  void telemetry_modules_and_other_events_are_passed_over() {
    assertThat(read("deviceConnected", "{\"sequenceNumber\":\"00\"}")).isEmpty();
    assertThat(EventHubMessage.read(Map.of("deviceId", "sim-1"), bytes("{}"))).isEmpty();
    var ofModule =
        Map.<String, Object>of("opType", "updateTwin", "deviceId", "sim-1", "moduleId", "m");
    assertThat(EventHubMessage.read(ofModule, bytes(REPORTED))).isEmpty();
    var ofNobody = Map.<String, Object>of("opType", "updateTwin", "deviceId", "no body");
    assertThat(EventHubMessage.read(ofNobody, bytes(REPORTED))).isEmpty();
  }

  /** With the application properties that IoT Hub gives such a message. */
  private static Optional<TwinEvent> read(String opType, String body) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("hubName", "contoso");
    properties.put("deviceId", "sim-1");
    properties.put("opType", opType);
    properties.put("iothub-message-schema", "twinChangeNotification");
    properties.put("operationTimestamp", "2026-11-20T12:00:00.1234567Z");
    return EventHubMessage.read(properties, bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

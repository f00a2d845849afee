// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What survives a restart of a hub that keeps its data. */
class RestartIT {

  private static final String HOST = "127.0.0.22";

  @Test
  void S05_devices_twins_sessions_keys_and_authority_survive_a_restart(@TempDir Path data) {
    var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data));
    var key = hub.device("dev1");
    var ca = hub.hub.caPem();
    var ownerKey = hub.ownerKey();
    var device = RawDevice.connect(hub, "dev1", key);
    device.subscribe(RawDevice.METHODS, RawDevice.TWIN_ANSWERS, RawDevice.DESIRED);
    device.report("{\"a\":{\"b\":1}}", "r");
    hub.rest().sendText("PATCH", "/twins/dev1", "{\"tags\":{\"t\":[1]}}");
    var before = hub.rest().get("/twins/dev1").json();
    var registered = hub.rest().get("/devices/dev1").json();
    hub.close();

    hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data));

    assertThat(hub.hub.caPem()).isEqualTo(ca);
    assertThat(hub.hub.caFile()).contains(data.resolve("ca.pem"));
    assertThat(hub.ownerKey()).isEqualTo(ownerKey);
    var after = hub.rest().get("/twins/dev1").json();
    for (var member : new String[] {"tags", "properties", "etag", "version", "deviceEtag"}) {
      assertThat(after.getValue(member)).as(member).isEqualTo(before.getValue(member));
    }
    assertThat(hub.rest().get("/devices/dev1").json().getString("generationId"))
        .isEqualTo(registered.getString("generationId"));
    try (var again = RawDevice.connect(hub, "dev1", key).echoMethods()) {
      var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5,\"payload\":5}";
      var reply = hub.rest().sendText("POST", "/twins/dev1/methods", body);
      assertThat(again.sessionPresent()).isTrue();
      assertThat(reply.text()).isEqualTo("{\"status\":200,\"payload\":5}");
    }
    hub.close();
  }

  @Test
  void C04_a_device_is_remembered_as_it_was_last_seen(@TempDir Path data) {
    var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data));
    var key = hub.device("dev1");
    hub.device("quiet");
    var connect = RawDevice.Connect.of(hub, "dev1", key);
    RawDevice.connect(
            hub, connect.withUserName(connect.userName() + "&model-id=dtmi:com:example:Pump;1"))
        .close();
    await()
        .until(
            () ->
                hub.rest()
                    .get("/twins/dev1")
                    .json()
                    .getString("connectionState")
                    .equals("Disconnected"));
    var twin = hub.rest().get("/twins/dev1").json();
    var device = hub.rest().get("/devices/dev1").json();
    hub.close();

    try (var again = TestHub.start(new LocalHubSettings(HOST, 0, 0, data))) {
      assertThat(again.rest().get("/twins/dev1").json()).isEqualTo(twin);
      assertThat(again.rest().get("/devices/dev1").json()).isEqualTo(device);
      assertThat(twin.getString("modelId")).isEqualTo("dtmi:com:example:Pump;1");
      assertThat(twin.getString("lastActivityTime"))
          .as("X12")
          .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z");
      assertThat(again.rest().get("/twins/quiet").json().getString("lastActivityTime"))
          .isEqualTo("0001-01-01T00:00:00Z");
    }
  }

  @Test
  void a_deleted_device_stays_deleted_after_a_restart(@TempDir Path data) {
    var hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data));
    hub.device("dev1");
    hub.rest().send("DELETE", "/devices/dev1", null, "If-Match", "*");
    hub.close();

    hub = TestHub.start(new LocalHubSettings(HOST, 0, 0, data));

    assertThat(hub.rest().get("/devices/dev1").status()).isEqualTo(404);
    hub.close();
  }

  @Test
  void C15b_a_java_client_is_connected_again_after_a_restart_and_still_gets_methods(
      @TempDir Path data) throws Exception {
    var first = TestHub.startOn8883(HOST, data);
    first.device("java1");
    var states = new CopyOnWriteArrayList<IotHubConnectionStatus>();
    var device = JavaDevice.client(first, "java1");
    device.setConnectionStatusChangeCallback(change -> states.add(change.getNewStatus()), null);
    device.open(false);
    device.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(200, name), null);

    first.close();
    await().until(() -> states.contains(IotHubConnectionStatus.DISCONNECTED_RETRYING));
    var second = TestHub.startOn8883(HOST, data);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> states.get(states.size() - 1) == IotHubConnectionStatus.CONNECTED);
    assertThat(states).doesNotContain(IotHubConnectionStatus.DISCONNECTED);
    var body =
        "{\"methodName\":\"back\",\"connectTimeoutInSeconds\":5,\"responseTimeoutInSeconds\":5}";
    var reply = second.rest().sendText("POST", "/twins/java1/methods", body);
    assertThat(reply.json().getString("payload")).isEqualTo("back");
    device.close();
    second.close();
  }
}

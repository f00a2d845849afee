// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Forms that hold for every answer: times, and connections that are not cut under a call. */
class WireFormIT {

  private static final String SEVEN_DIGITS = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{7}Z";
  private static final String NEVER = "0001-01-01T00:00:00Z";

  @Test
  void X12_every_time_shown_has_seven_digits_or_is_never() {
    try (var hub = TestHub.start("127.0.0.56")) {
      var key = hub.device("dev1");
      var fresh = hub.rest().get("/devices/dev1").json();
      RawDevice.connect(hub, "dev1", key).close();
      await().until(() -> !told(hub, "lastActivityTime").equals(NEVER));
      var known = hub.rest().get("/devices/dev1").json();
      var twin = hub.rest().get("/twins/dev1").json();
      var error = hub.rest().get("/twins/nobody").coded();

      for (var member :
          new String[] {"connectionStateUpdatedTime", "statusUpdatedTime", "lastActivityTime"}) {
        assertThat(fresh.getString(member)).as(member).isEqualTo(NEVER);
      }
      assertThat(known.getString("connectionStateUpdatedTime")).matches(SEVEN_DIGITS);
      assertThat(known.getString("lastActivityTime")).matches(SEVEN_DIGITS);
      assertThat(known.getString("statusUpdatedTime")).isEqualTo(NEVER);
      assertThat(twin.getString("lastActivityTime")).matches(SEVEN_DIGITS);
      assertThat(lastUpdated(twin, "desired")).matches(SEVEN_DIGITS);
      assertThat(lastUpdated(twin, "reported")).matches(SEVEN_DIGITS);
      assertThat(error.getString("timestampUtc")).matches(SEVEN_DIGITS);
    }
  }

  @Test
  void M16_java_sdk_a_call_on_a_kept_alive_connection_is_answered_even_while_the_hub_closes()
      throws Exception {
    var hub = TestHub.start("127.0.0.57");
    var device = RawDevice.connect(hub, "dev1", hub.device("dev1")).subscribe(RawDevice.METHODS);
    var methods =
        new DirectMethodsClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
    var first = CompletableFuture.supplyAsync(() -> invoke(methods, "first"));
    device.publish(RawDevice.reply(device.awaitMessage(topic("first")).topic()), "1");
    assertThat(first.join().getStatus()).isEqualTo(200);
    var second = CompletableFuture.supplyAsync(() -> invoke(methods, "second"));
    var call = device.awaitMessage(topic("second")).topic();

    var closed = hub.hub.close();
    device.publish(RawDevice.reply(call), "2");

    assertThat(second.join().getStatus()).isEqualTo(200);
    TestHub.await(closed);
    assertThat(hub.hub.witness().calls())
        .allSatisfy(delivered -> assertThat(delivered.deliveries()).hasSize(1))
        .extracting(delivered -> delivered.name())
        .containsExactly("first", "second");
    hub.close();
  }

  private static DirectMethodResponse invoke(DirectMethodsClient methods, String name) {
    try {
      var options = DirectMethodRequestOptions.builder().methodResponseTimeoutSeconds(20).build();
      return methods.invoke("dev1", name, options);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String topic(String method) {
    return "$iothub/methods/POST/" + method + "/";
  }

  private static String told(TestHub hub, String member) {
    return hub.rest().get("/devices/dev1").json().getString(member);
  }

  private static String lastUpdated(JsonObject twin, String section) {
    return twin.getJsonObject("properties")
        .getJsonObject(section)
        .getJsonObject("$metadata")
        .getString("$lastUpdated");
  }
}

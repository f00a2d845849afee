// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are odd but legal, or neither, over the wire: never our failure, never 500. */
class OddRequestIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.82");
    rest = hub.rest();
    hub.device("dev1");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"d%1", "d%", "d%zz", "%", "a+b%"})
  void R17_java_sdk_names_a_device_with_a_bare_percent_sign(String id) throws Exception {
    var credential = new AzureSasCredential(hub.ownerToken());
    var registry = new RegistryClient(hub.serviceHost(), credential);

    registry.addDevice(new Device(id));

    assertThat(hub.hub.deviceConnectionString(id)).contains("DeviceId=" + id + ";");
    assertThat(registry.getDevice(id).getDeviceId()).isEqualTo(id);
    var twins = new TwinClient(hub.serviceHost(), credential);
    assertThat(twins.get(id).getDeviceId()).isEqualTo(id);
    registry.removeDevice(id);
    assertThat(rest.get("/devices/" + Sas.encode(id)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"status\":null}",
        "{\"status\":null,\"statusReason\":null,\"authentication\":null,\"capabilities\":null}",
        "{\"capabilities\":{\"iotEdge\":null}}",
        "{\"deviceId\":null,\"etag\":null}"
      })
  void R12_members_that_are_null_are_as_if_they_were_absent(String body) {
    var created = rest.sendText("PUT", "/devices/null" + ++count, body);

    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.json().getString("status")).isEqualTo("enabled");
    assertThat(created.json().getJsonObject("capabilities").getBoolean("iotEdge")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices/dev1?api-version=%zz",
        "/devices/dev1?%",
        "/devices/query?api-version=2021-04-12&x=%4",
        "/events?source=%zz",
        "/events?from=%"
      })
  void R22_a_query_string_that_cannot_be_decoded_is_the_callers_mistake(String path)
      throws Exception {
    var line = raw("GET " + path);

    assertThat(line).as(path).isEqualTo("HTTP/1.1 400 Bad Request");
  }

  @ParameterizedTest
  @CsvSource({
    "responseTimeoutInSeconds, 4294967301",
    "connectTimeoutInSeconds, 4294967296",
    "responseTimeoutInSeconds, 18446744073709551621",
    "responseTimeoutInSeconds, 1e30",
    "responseTimeoutInSeconds, -5"
  })
  void M09_a_time_out_that_only_fits_when_cut_is_refused(String member, String value) {
    var body = "{\"methodName\":\"m\",\"%s\":%s}".formatted(member, value);

    var refused = rest.sendText("POST", "/twins/dev1/methods", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.coded().getInteger("errorCode")).isEqualTo(400004);
  }

  @Test
  void X04_a_message_whose_members_are_null_is_an_empty_one_with_the_usual_time() {
    var body = "{\"body\":null,\"properties\":null,\"timeToLiveSeconds\":null,\"messageId\":null}";

    var sent =
        new Rest(hub, null)
            .sendText(
                "POST", "/admin/devices/dev1/messages", body, "Content-Type", "application/json");

    assertThat(sent.status()).as(sent.text()).isEqualTo(202);
    assertThat(rest.get("/twins/dev1").json().getInteger("cloudToDeviceMessageCount")).isEqualTo(1);
    assertThat(CloudMessageRequest.text("").body().length()).isZero();
  }

  @Test
  void T08_R09_half_a_character_is_refused_on_both_wires_and_spoils_nothing() {
    var half = "{\"a\":\"\\ud800\"}";

    for (var body :
        new String[] {"{\"tags\":" + half + "}", "{\"properties\":{\"desired\":" + half + "}}"}) {
      assertThat(rest.sendText("PATCH", "/twins/dev1", body).status()).isEqualTo(400);
    }
    assertThat(rest.sendText("PUT", "/configurations/half", "{\"labels\":" + half + "}").status())
        .isEqualTo(400);
    var call = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5,\"payload\":" + half + "}";
    assertThat(rest.sendText("POST", "/twins/dev1/methods", call).status()).isEqualTo(400);
    var key = hub.device("half");
    try (var device = RawDevice.connect(hub, "half", key).subscribe(RawDevice.TWIN_ANSWERS)) {
      assertThat(device.report(half, "r").topic()).startsWith("$iothub/twin/res/400/");
      assertThat(device.report("{\"a\":\"\\ud83d\\ude00\"}", "s").topic())
          .startsWith("$iothub/twin/res/204/");
    }
    var query = "SELECT properties.reported.a AS a FROM devices WHERE deviceId = 'half'";
    var found = rest.send("POST", "/devices/query", new JsonObject().put("query", query));
    assertThat(found.array().getJsonObject(0).getString("a")).isEqualTo("\ud83d\ude00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/devices/%", "/admin/faults/%zz", "/twins/%C3%28", "/%", "/admin/%"})
  void a_path_that_is_no_path_is_refused_and_the_next_request_is_answered(String path)
      throws Exception {
    assertThat(raw("GET " + path + "?api-version=2021-04-12"))
        .as(path)
        .matches("HTTP/1.1 40[04] .*");
    assertThat(rest.get("/devices/dev1").status()).isEqualTo(200);
  }

  /** The status line of an answer to a request as it stands, which no client would send. */
  private static String raw(String request) throws Exception {
    var text =
        "%s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
            .formatted(request, hub.serviceHost(), hub.ownerToken());
    try (var socket = hub.trust().getSocketFactory().createSocket(hub.host, hub.hub.httpsPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(text.getBytes(UTF_8));
      var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      return answer.substring(0, Math.max(0, answer.indexOf('\r')));
    }
  }
}

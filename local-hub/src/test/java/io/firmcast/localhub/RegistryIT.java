// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 E, the registry: devices and who may touch them. */
class RegistryIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String deviceId;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.35");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void name() {
    deviceId = "dev" + ++count;
  }

  @Test
  void R10_a_new_twin_has_the_documented_fields_and_no_tags() {
    create("{}");

    var twin = rest.get("/twins/" + deviceId).json();

    assertThat(twin.fieldNames())
        .containsExactlyInAnyOrder(
            "deviceId",
            "etag",
            "deviceEtag",
            "status",
            "statusUpdateTime",
            "connectionState",
            "lastActivityTime",
            "cloudToDeviceMessageCount",
            "authenticationType",
            "x509Thumbprint",
            "modelId",
            "version",
            "properties",
            "capabilities");
    assertThat(twin.getString("etag")).isEqualTo("AAAAAAAAAAE=");
    assertThat(twin.getString("statusUpdateTime")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(twin.getJsonObject("properties").getJsonObject("desired").fieldNames())
        .containsExactlyInAnyOrder("$metadata", "$version");
  }

  @Test
  void R11_an_unknown_device_gives_404() {
    var device = rest.get("/devices/nobody");
    var twin = rest.get("/twins/nobody");

    assertThat(device.status()).isEqualTo(404);
    assertThat(device.json().getString("Message")).startsWith("ErrorCode:DeviceNotFound;");
    assertThat(device.header("iothub-errorcode")).contains("DeviceNotFound");
    assertThat(twin.status()).isEqualTo(404);
    assertThat(twin.coded().getInteger("errorCode")).isEqualTo(404001);
  }

  @Test
  void R12_keys_made_by_the_hub_are_32_bytes_and_usable_at_once() {
    var keys =
        create(
                "{\"status\":\"Enabled\",\"authentication\":{\"symmetricKey\":{\"primaryKey\":\"\"}}}")
            .json()
            .getJsonObject("authentication")
            .getJsonObject("symmetricKey");

    var primary = keys.getString("primaryKey");
    assertThat(Base64.getDecoder().decode(primary)).hasSize(32);
    assertThat(Base64.getDecoder().decode(keys.getString("secondaryKey"))).hasSize(32);
    assertThat(primary).isNotEqualTo(keys.getString("secondaryKey"));
    assertThat(RawDevice.connackOf(hub, RawDevice.Connect.of(hub, deviceId, primary))).isZero();
  }

  @Test
  void R12_given_keys_are_kept_and_bad_ones_refused() {
    var given = Base64.getEncoder().encodeToString(new byte[16]);
    var body = "{\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"%s\"}}}";

    assertThat(create(body.formatted("AAAA")).status()).isEqualTo(400);
    assertThat(create(body.formatted("not base64!")).status()).isEqualTo(400);
    assertThat(create(body.formatted(given)).text()).contains(given);
  }

  @Test
  void R13_creating_an_existing_device_gives_409() {
    create("{}");

    var again = create("{}");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().getString("Message")).startsWith("ErrorCode:DeviceAlreadyExists;");
    assertThat(again.json().getString("ExceptionMessage")).startsWith("Tracking ID:");
  }

  @Test
  void R14_an_update_needs_if_match_and_reads_the_status_in_any_case() {
    var etag = create("{}").json().getString("etag");

    var updated = put("{\"status\":\"Disabled\",\"statusReason\":\"lost\"}", '"' + etag + '"');
    var stale = put("{\"status\":\"enabled\"}", etag);
    var missing = rest.sendText("PUT", "/devices/nobody", "{}", "If-Match", "*");

    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.json().getString("status")).isEqualTo("disabled");
    assertThat(updated.json().getString("statusReason")).isEqualTo("lost");
    assertThat(updated.json().getString("statusUpdatedTime")).doesNotStartWith("0001");
    assertThat(updated.json().getString("etag")).isNotEqualTo(etag);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(missing.status()).isEqualTo(404);
  }

  @Test
  void R14_an_update_without_keys_keeps_them() {
    var keys = create("{}").json().getJsonObject("authentication");

    assertThat(put("{}", "*").json().getJsonObject("authentication")).isEqualTo(keys);
  }

  @Test
  void R15_delete_then_get_then_create_gives_a_fresh_device() {
    var first = create("{}").json();
    rest.sendText("PATCH", "/twins/" + deviceId, "{\"tags\":{\"a\":1}}");

    var deleted = rest.send("DELETE", "/devices/" + deviceId, null, "If-Match", "*");

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.text()).isEmpty();
    assertThat(rest.get("/devices/" + deviceId).status()).isEqualTo(404);
    var second = create("{}").json();
    assertThat(second.getString("generationId")).isNotEqualTo(first.getString("generationId"));
    assertThat(rest.get("/twins/" + deviceId).json().containsKey("tags")).isFalse();
  }

  @Test
  void R15_delete_with_a_stale_etag_gives_412() {
    create("{}");

    var refused = rest.send("DELETE", "/devices/" + deviceId, null, "If-Match", "\"AAAA\"");

    assertThat(refused.status()).isEqualTo(412);
    assertThat(rest.get("/devices/" + deviceId).status()).isEqualTo(200);
  }

  @Test
  void R16_a_device_has_its_authentication_and_etag() {
    create("{}");

    var reply = rest.get("/devices/" + deviceId);

    assertThat(reply.json().getJsonObject("authentication").getString("type")).isEqualTo("sas");
    assertThat(reply.header("etag")).contains('"' + reply.json().getString("etag") + '"');
  }

  @Test
  void R17_device_id_rules_are_enforced() {
    assertThat(put("/devices/a%20b").status()).isEqualTo(400);
    assertThat(put("/devices/" + "x".repeat(129)).status()).isEqualTo(400);
    assertThat(put("/devices/%C3%A4").status()).isEqualTo(400);
    assertThat(put("/devices/a+b%25c%23d").json().getString("deviceId")).isEqualTo("a+b%c#d");
    assertThat(rest.get("/twins/a+b%25c%23d").status()).isEqualTo(200);
  }

  @Test
  void R18_statistics_count_devices() {
    create("{\"status\":\"disabled\"}");

    var counts = rest.get("/statistics/devices").json();

    assertThat(counts.getInteger("totalDeviceCount"))
        .isEqualTo(
            counts.getInteger("enabledDeviceCount") + counts.getInteger("disabledDeviceCount"));
    assertThat(counts.getInteger("disabledDeviceCount")).isPositive();
    assertThat(rest.get("/statistics/service").json().getInteger("connectedDeviceCount")).isZero();
  }

  @Test
  void R19_no_bad_or_expired_authorization_gives_401_in_named_form() {
    var expired =
        Sas.policy(hub.host, "iothubowner", hub.ownerKey(), Instant.now().minusSeconds(1));
    var foreign = Sas.policy("other.example", "iothubowner", hub.ownerKey());
    for (var token : new String[] {null, "", "Bearer x", expired, foreign}) {
      var reply = new Rest(hub, token).get("/devices/" + deviceId);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.json().getString("Message"))
          .isEqualTo("ErrorCode:IotHubUnauthorizedAccess;Unauthorized");
      assertThat(reply.header("iothub-errorcode")).contains("IotHubUnauthorizedAccess");
    }
  }

  @Test
  void R20_the_host_of_a_service_token_is_compared_without_port() {
    create("{}");
    var withPort = Sas.policy(hub.serviceHost(), "iothubowner", hub.ownerKey());

    assertThat(new Rest(hub, withPort).get("/devices/" + deviceId).status()).isEqualTo(200);
  }

  @Test
  void R22_any_api_version_date_is_accepted_and_an_unknown_path_gives_404_with_a_body() {
    create("{}");

    assertThat(rest.get("/devices/" + deviceId + "?api-version=2016-11-14").status())
        .isEqualTo(200);
    assertThat(rest.get("/devices/" + deviceId + "?api-version=2022-01-01-preview").status())
        .isEqualTo(200);
    var none = rest.get("/devices/" + deviceId + "?x=1");
    assertThat(none.status()).isEqualTo(400);
    assertThat(none.json().getString("Message")).contains("InvalidProtocolVersion");
    var unknown = rest.get("/no/such/thing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.json().getString("Message")).isNotEmpty();
    assertThat(rest.send("DELETE", "/twins/" + deviceId, null).status()).isEqualTo(405);
  }

  @Test
  void a_body_over_256_KB_gives_413_and_no_json_gives_400() {
    var big = "{\"x\":\"" + "x".repeat(300 * 1024) + "\"}";

    assertThat(rest.sendText("PUT", "/devices/" + deviceId, big).status()).isEqualTo(413);
    assertThat(rest.sendText("PUT", "/devices/" + deviceId, "[").status()).isEqualTo(400);
    assertThat(rest.sendText("PUT", "/devices/" + deviceId, "{\"status\":7}").status())
        .isEqualTo(400);
    assertThat(rest.send("PUT", "/devices/" + deviceId, null).status()).isEqualTo(400);
    var other = new JsonObject().put("deviceId", "other");
    assertThat(rest.send("PUT", "/devices/" + deviceId, other).status()).isEqualTo(400);
  }

  private Rest.Reply create(String body) {
    return rest.sendText("PUT", "/devices/" + deviceId, body);
  }

  private Rest.Reply put(String body, String ifMatch) {
    return rest.sendText("PUT", "/devices/" + deviceId, body, "If-Match", ifMatch);
  }

  private static Rest.Reply put(String path) {
    return rest.sendText("PUT", path, "{}");
  }
}

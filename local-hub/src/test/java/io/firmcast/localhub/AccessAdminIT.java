// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.identity.Thumbprints;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Policies, authorities of devices and bearer tokens under /admin, from outside the process. */
class AccessAdminIT {

  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    hub = start(null);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void R19_policies_are_listed_and_shown_with_rights_and_keys() {
    var all = admin(hub, "GET", "/admin/policies", null).json().getJsonArray("value");
    var service = admin(hub, "GET", "/admin/policies/service", null).json();

    assertThat(all.stream().map(p -> ((JsonObject) p).getString("keyName")))
        .containsExactly("device", "iothubowner", "registryRead", "registryReadWrite", "service");
    assertThat(all.getJsonObject(1).getString("rights"))
        .isEqualTo("RegistryRead, RegistryWrite, ServiceConnect, DeviceConnect");
    assertThat(service.getString("rights")).isEqualTo("ServiceConnect");
    var keys = hub.hub.access().policy("service").keys();
    assertThat(service.getString("primaryKey")).isEqualTo(keys.primary());
    assertThat(service.getString("secondaryKey")).isEqualTo(keys.secondary());
    assertThat(admin(hub, "GET", "/admin/policies/root", null).status()).isEqualTo(404);
  }

  @Test
  void R20_a_key_that_is_made_anew_ends_the_old_and_leaves_the_other() {
    var before = hub.hub.access().policy("registryRead").keys();

    var renewed =
        admin(hub, "POST", "/admin/policies/registryRead/regenerate", "{\"key\":\"secondary\"}");

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.json().getString("primaryKey")).isEqualTo(before.primary());
    assertThat(reads(before.primary())).isEqualTo(200);
    assertThat(reads(before.secondary())).isEqualTo(401);
    assertThat(reads(renewed.json().getString("secondaryKey"))).isEqualTo(200);
    assertThat(
            admin(hub, "POST", "/admin/policies/root/regenerate", "{\"key\":\"primary\"}").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /admin/policies",
    "GET,    /admin/policies/iothubowner",
    "POST,   /admin/policies/iothubowner/regenerate",
    "GET,    /admin/device-authorities",
    "POST,   /admin/device-authorities",
    "DELETE, /admin/device-authorities/00",
    "GET,    /admin/bearer",
    "PUT,    /admin/bearer"
  })
  void R19_only_the_owner_may_and_everybody_else_on_this_machine_may_not(
      String method, String path) {
    var keys = hub.hub.access().policy("iothubowner").keys();
    TestHub.await(hub.hub.access().acceptBearer("a-bearer-token-of-the-service"));
    var expired =
        Sas.policy(hub.host, "iothubowner", keys.primary(), Instant.now().minusSeconds(9));
    var registry = hub.hub.access().policy("registryReadWrite").keys().primary();

    for (var token :
        List.of(
            "",
            "Bearer a-bearer-token-of-the-service",
            expired,
            Sas.policy(hub.host, "registryReadWrite", registry),
            Sas.policy(hub.host, "iothubowner", registry))) {
      var refused = send(new Rest(hub, token), method, path, "{}");

      assertThat(refused.status()).as(token).isEqualTo(401);
      assertThat(refused.json().getString("code")).isEqualTo("unauthorized");
    }
    assertThat(hub.hub.access().policy("iothubowner").keys()).isEqualTo(keys);
    TestHub.await(hub.hub.access().acceptBearer(null));
  }

  @Test
  void X07_an_authority_is_registered_listed_and_taken_away() {
    var root = Certificate.authority("Plant 7");
    register(hub, "x1");
    var body = new JsonObject().put("certificate", root.pem()).encode();

    var registered = admin(hub, "POST", "/admin/device-authorities", body);

    var one = registered.json().getJsonArray("value").getJsonObject(0);
    assertThat(one.getString("subject")).isEqualTo("CN=Plant 7");
    assertThat(one.getString("thumbprint")).isEqualTo(Thumbprints.of(root.own()));
    assertThat(one.getString("expiry")).endsWith("Z");
    assertThat(admin(hub, "GET", "/admin/device-authorities", null).json().getJsonArray("value"))
        .contains(one);
    assertThat(connack(hub, "x1", root)).isZero();
    var path = "/admin/device-authorities/" + one.getString("thumbprint");
    assertThat(admin(hub, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(connack(hub, "x1", root)).isEqualTo(5);
    assertThat(admin(hub, "DELETE", path, null).status()).isEqualTo(404);
  }

  @Test
  void R21_bearer_tokens_are_accepted_and_ended() {
    var path = "/admin/bearer";
    var fixed = "a-fixed-token-of-this-test";

    var set =
        admin(hub, "PUT", path, "{\"token\":\"" + fixed + "\",\"jwtKey\":\"0123456789abcdef\"}");

    assertThat(set.json()).isEqualTo(new JsonObject("{\"token\":true,\"jwtKey\":true}"));
    var jwt = Jwt.of("0123456789abcdef", Instant.now().plusSeconds(60));
    assertThat(bearer(hub, fixed)).isEqualTo(200);
    assertThat(bearer(hub, jwt)).isEqualTo(200);
    assertThat(admin(hub, "PUT", path, "{\"token\":null}").json())
        .isEqualTo(new JsonObject("{\"token\":false,\"jwtKey\":true}"));
    assertThat(bearer(hub, fixed)).isEqualTo(401);
    assertThat(bearer(hub, jwt)).isEqualTo(200);
    admin(hub, "PUT", path, "{\"jwtKey\":null}");
    assertThat(bearer(hub, jwt)).isEqualTo(401);
    assertThat(admin(hub, "GET", path, null).text()).doesNotContain(fixed, "0123456789abcdef");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /admin/policies/device/regenerate | {} | key: must be primary or secondary",
        "POST | /admin/policies/device/regenerate | {\"key\":1} | key: must be primary or secondary",
        "POST | /admin/device-authorities | {} | certificate: must be a text in PEM",
        "POST | /admin/device-authorities | {\"certificate\":\"\"} | No certificate in this text",
        "POST | /admin/device-authorities | {\"certificate\":\"x\"} | The certificate cannot be read",
        "POST | /admin/device-authorities | {\"certificate\":\"-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\"} | The certificate cannot be read",
        "PUT | /admin/bearer | {\"token\":\"short\"} | A bearer token needs at least 16 bytes",
        "PUT | /admin/bearer | {\"jwtKey\":\"short\"} | A key needs at least 16 bytes",
        "PUT | /admin/bearer | {\"token\":7} | token: must be a text, or null",
        "PUT | /admin/bearer | {\"tokens\":\"a-token-of-16-bytes\"} | token or jwtKey: is missing",
        "PUT | /admin/bearer | [] | The body is no JSON object"
      })
  void a_bad_body_is_one_clear_problem(String method, String path, String body, String problem) {
    var refused = admin(hub, method, path, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().getString("detail")).startsWith(problem);
  }

  @Test
  void X07_R20_R21_all_of_it_survives_a_restart(@TempDir Path data) {
    var kept = Certificate.authority("kept");
    var gone = Certificate.authority("gone");
    String key;
    try (var before = start(data)) {
      register(before, "x2");
      for (var authority : List.of(kept, gone)) {
        var body = new JsonObject().put("certificate", authority.pem()).encode();
        admin(before, "POST", "/admin/device-authorities", body);
      }
      admin(before, "DELETE", "/admin/device-authorities/" + Thumbprints.of(gone.own()), null);
      admin(
          before,
          "PUT",
          "/admin/bearer",
          "{\"token\":\"kept-over-a-restart\",\"jwtKey\":\"a-key-with-ümlaut-in-it\"}");
      key =
          admin(before, "POST", "/admin/policies/service/regenerate", "{\"key\":\"primary\"}")
              .json()
              .getString("primaryKey");
    }
    try (var after = start(data)) {
      assertThat(after.hub.access().policy("service").keys().primary()).isEqualTo(key);
      assertThat(connack(after, "x2", kept)).isZero();
      assertThat(connack(after, "x2", gone)).isEqualTo(5);
      assertThat(bearer(after, "kept-over-a-restart")).isEqualTo(200);
      var jwt = Jwt.of("a-key-with-ümlaut-in-it", Instant.now().plusSeconds(60));
      assertThat(bearer(after, jwt)).isEqualTo(200);
      admin(after, "PUT", "/admin/bearer", "{\"token\":null,\"jwtKey\":null}");
    }
    try (var last = start(data)) {
      assertThat(bearer(last, "kept-over-a-restart")).isEqualTo(401);
      assertThat(last.hub.access().acceptsJwt()).isFalse();
    }
  }

  private static TestHub start(@Nullable Path data) {
    return TestHub.start(new LocalHubSettings("127.0.0.81", 0, 0, data));
  }

  private static Rest.Reply admin(TestHub of, String method, String path, @Nullable String body) {
    return send(of.rest(), method, path, body);
  }

  private static Rest.Reply send(Rest rest, String method, String path, @Nullable String body) {
    var sent = body == null || method.equals("GET") || method.equals("DELETE") ? null : body;
    return rest.sendText(method, path, sent, "Content-Type", "application/json");
  }

  private static int reads(String key) {
    var token = Sas.policy(hub.host, "registryRead", key);
    return new Rest(hub, token).get("/statistics/devices").status();
  }

  private static int bearer(TestHub of, String token) {
    return new Rest(of, "Bearer " + token).get("/statistics/devices").status();
  }

  private static void register(TestHub of, String deviceId) {
    var body = "{\"authentication\":{\"type\":\"certificateAuthority\"}}";
    assertThat(of.rest().sendText("PUT", "/devices/" + deviceId, body).status()).isEqualTo(200);
  }

  private static int connack(TestHub of, String deviceId, Certificate authority) {
    var user = RawDevice.Connect.userName(of, deviceId);
    var connect = new RawDevice.Connect(deviceId, user, "", false, 230);
    var certificate = authority.sign(deviceId).options();
    return RawDevice.connackOf(() -> RawDevice.connect(of, connect, certificate));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** X08, modules: on both wires, beside their device and going with it. */
class ModuleIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String deviceId;
  private String deviceKey;
  private String moduleKey;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.41");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void create() {
    deviceId = "dev" + ++count;
    deviceKey = hub.device(deviceId);
    var keys = put("m", "{}").json().getJsonObject("authentication").getJsonObject("symmetricKey");
    moduleKey = keys.getString("primaryKey");
  }

  @Test
  void X08_modules_are_created_listed_updated_and_deleted() {
    var module = rest.get(path("m"));
    put("n", "{\"moduleId\":\"n\",\"deviceId\":\"" + deviceId + "\"}");

    assertThat(module.json().getString("moduleId")).isEqualTo("m");
    assertThat(module.json().getString("deviceId")).isEqualTo(deviceId);
    assertThat(module.json().containsKey("status")).isFalse();
    assertThat(module.header("etag")).contains('"' + module.json().getString("etag") + '"');
    assertThat(rest.get("/devices/" + deviceId + "/modules").array().stream())
        .extracting(json -> ((JsonObject) json).getString("moduleId"))
        .containsExactly("m", "n");
    assertThat(rest.sendText("PUT", path("m"), "{}", "If-Match", "*").json().getString("etag"))
        .isNotEqualTo(module.json().getString("etag"));
    assertThat(rest.send("DELETE", path("n"), null, "If-Match", "*").status()).isEqualTo(204);
    assertThat(rest.get(path("n")).status()).isEqualTo(404);
  }

  @Test
  void X08_what_is_wrong_with_a_module_has_its_own_code() {
    var unknown = rest.get(path("nobody"));
    var again = put("m", "{}");
    var orphan = rest.sendText("PUT", "/devices/nobody/modules/m", "{}");

    assertThat(unknown.header("iothub-errorcode")).contains("ModuleNotFound");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.header("iothub-errorcode")).contains("ModuleAlreadyExistsOnDevice");
    assertThat(orphan.header("iothub-errorcode")).contains("DeviceNotFound");
    assertThat(put("a%20b", "{}").status()).isEqualTo(400);
    assertThat(put("x", "{\"moduleId\":\"y\"}").status()).isEqualTo(400);
    assertThat(rest.get("/twins/" + deviceId + "%2Fm").status()).isEqualTo(400);
    assertThat(rest.get("/devices/nobody/modules").status()).isEqualTo(404);
    var twin = rest.get("/twins/" + deviceId + "/modules/nobody");
    assertThat(twin.coded().getInteger("errorCode")).isEqualTo(404010);
  }

  @Test
  void X08_a_modules_twin_is_its_own() {
    try (var module = connect(moduleKey)) {
      module.subscribe(RawDevice.TWIN_ANSWERS, RawDevice.DESIRED);
      module.report("{\"a\":1}", "r1");
      rest.sendText("PATCH", twinPath(), "{\"properties\":{\"desired\":{\"b\":2}}}");

      assertThat(module.awaitMessage("$iothub/twin/PATCH/properties/desired/").json())
          .isEqualTo(new JsonObject("{\"b\":2,\"$version\":2}"));
      assertThat(module.getTwin("r2").json().getJsonObject("reported").getInteger("a"))
          .isEqualTo(1);
    }
    var twin = rest.get(twinPath()).json();
    assertThat(twin.getString("moduleId")).isEqualTo("m");
    assertThat(twin.getString("deviceId")).isEqualTo(deviceId);
    assertThat(twin.containsKey("capabilities")).isFalse();
    var device = rest.get("/twins/" + deviceId).json();
    assertThat(device.getJsonObject("properties").getJsonObject("reported").containsKey("a"))
        .isFalse();
  }

  @Test
  void X08_a_module_and_its_device_are_connected_apart() {
    try (var module = connect(moduleKey)) {
      var states = connectionStates();
      try (var device = RawDevice.connect(hub, deviceId, deviceKey)) {
        assertThat(states).isEqualTo("Connected Disconnected");
        assertThat(connectionStates()).isEqualTo("Connected Connected");
        assertThat(module.connected()).isTrue();
        assertThat(device.connected()).isTrue();
      }
    }
    await().until(() -> connectionStates().equals("Disconnected Disconnected"));
  }

  @Test
  void X08_methods_reach_the_module_and_telemetry_goes_to_its_own_topic() {
    try (var module = connect(moduleKey).subscribe(RawDevice.METHODS).echoMethods()) {
      var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5,\"payload\":7}";
      var reply = rest.sendText("POST", twinPath() + "/methods", body);
      var ofDevice = rest.sendText("POST", "/twins/" + deviceId + "/methods", body);
      module.publish("devices/%s/modules/m/messages/events/a=b".formatted(deviceId), "x");
      await().until(() -> module.acknowledged.size() >= 1);

      assertThat(reply.json()).isEqualTo(new JsonObject("{\"status\":200,\"payload\":7}"));
      assertThat(ofDevice.coded().getInteger("errorCode")).isEqualTo(404103);
      module.publishInVain("devices/%s/messages/events/".formatted(deviceId), "x");
      module.awaitClosed();
    }
  }

  @Test
  void X08_C10_a_token_of_the_device_or_of_another_module_is_refused() {
    var other = put("other", "{}").json().getJsonObject("authentication");
    var otherKey = other.getJsonObject("symmetricKey").getString("primaryKey");

    assertThat(connack(moduleKey)).isZero();
    assertThat(connack(deviceKey)).isEqualTo(5);
    assertThat(connack(otherKey)).isEqualTo(5);
    var scopeOfDevice = RawDevice.Connect.of(hub, deviceId + "/m", moduleKey);
    var device = Sas.java(hub.host, deviceId, moduleKey);
    assertThat(RawDevice.connackOf(hub, scopeOfDevice.withPassword(device))).isZero();
    var foreign = Sas.java(hub.host, deviceId + "/other", moduleKey);
    assertThat(RawDevice.connackOf(hub, scopeOfDevice.withPassword(foreign))).isEqualTo(5);
  }

  @Test
  void X08_S01_a_modules_session_is_its_own() {
    connect(moduleKey).subscribe(RawDevice.METHODS).close();

    try (var device = RawDevice.connect(hub, deviceId, deviceKey);
        var again = connect(moduleKey).echoMethods()) {
      var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5}";

      assertThat(device.sessionPresent()).isFalse();
      assertThat(again.sessionPresent()).isTrue();
      assertThat(rest.sendText("POST", twinPath() + "/methods", body).status()).isEqualTo(200);
    }
  }

  @Test
  void X08_C21_disabling_or_deleting_the_device_closes_its_modules() {
    var module = connect(moduleKey);
    rest.sendText("PUT", "/devices/" + deviceId, "{\"status\":\"disabled\"}", "If-Match", "*");
    module.awaitClosed();
    assertThat(connack(moduleKey)).isEqualTo(5);
    rest.sendText("PUT", "/devices/" + deviceId, "{\"status\":\"enabled\"}", "If-Match", "*");
    module = connect(moduleKey);

    rest.send("DELETE", "/devices/" + deviceId, null, "If-Match", "*");

    module.awaitClosed();
    hub.device(deviceId);
    assertThat(rest.get(path("m")).status()).isEqualTo(404);
  }

  @Test
  void X08_queries_show_modules_in_their_own_source_only() {
    var where = " WHERE deviceId = '" + deviceId + "'";

    assertThat(query("SELECT * FROM devices" + where)).doesNotContain("moduleId");
    assertThat(query("SELECT moduleId FROM devices.modules" + where))
        .isEqualTo("[{\"moduleId\":\"m\"}]");
    assertThat(query("SELECT * FROM devices.modules" + where)).contains("\"moduleId\":\"m\"");
  }

  private String query(String text) {
    return rest.send("POST", "/devices/query", new JsonObject().put("query", text)).text();
  }

  private RawDevice connect(String key) {
    return RawDevice.connect(hub, deviceId + "/m", key);
  }

  private int connack(String key) {
    return RawDevice.connackOf(hub, RawDevice.Connect.of(hub, deviceId + "/m", key));
  }

  /** Of the module and of its device. */
  private String connectionStates() {
    return rest.get(twinPath()).json().getString("connectionState")
        + " "
        + rest.get("/twins/" + deviceId).json().getString("connectionState");
  }

  private Rest.Reply put(String moduleId, String body) {
    return rest.sendText("PUT", path(moduleId), body);
  }

  private String path(String moduleId) {
    return "/devices/" + deviceId + "/modules/" + moduleId;
  }

  private String twinPath() {
    return "/twins/" + deviceId + "/modules/m";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of devices and what is left of one that was deleted. */
class IdentityIT {

  private static TestHub hub;
  private static Rest rest;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.47");
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d-1", "d:1", "d.1", "d+1", "d%1", "d%251", "d_1", "d#1", "d*1", "d?1", "d!1", "d(1", "d)1",
        "d,1", "d=1", "d@1", "d$1", "d'1", "d;1", "$", "'", ".", "..", "query", "modules", "twins"
      })
  void R17_X08_every_legal_character_names_a_device_and_a_module_on_both_wires(String id) {
    var path = "/devices/" + encoded(id);
    var created = rest.sendText("PUT", path, "{}");
    var module = rest.sendText("PUT", path + "/modules/" + encoded(id), "{}");

    assertThat(created.json().getString("deviceId")).isEqualTo(id);
    assertThat(module.json().getString("moduleId")).isEqualTo(id);
    assertConnects(id, key(created));
    assertConnects(id + "/" + id, key(module));
    var encodedScope = Sas.node(hub.host, id, key(created));
    var connect = RawDevice.Connect.of(hub, id, key(created)).withPassword(encodedScope);
    assertThat(RawDevice.connackOf(hub, connect)).isZero();
    assertThat(rest.get("/twins/" + encoded(id)).json().getString("deviceId")).isEqualTo(id);
    assertThat(rest.send("DELETE", path, null, "If-Match", "*").status()).isEqualTo(204);
    assertThat(rest.get(path).status()).isEqualTo(404);
  }

  @Test
  void R15_a_device_made_again_has_nothing_of_the_one_before() {
    var first = rest.sendText("PUT", "/devices/again", "{}");
    try (var device = RawDevice.connect(hub, "again", key(first))) {
      device.subscribe(RawDevice.METHODS, RawDevice.TWIN_ANSWERS).report("{\"a\":1}", "r");
    }
    rest.send("DELETE", "/devices/again", null, "If-Match", "*");

    var second = rest.sendText("PUT", "/devices/again", "{}");

    assertThat(second.json().getString("generationId"))
        .isNotEqualTo(first.json().getString("generationId"));
    assertThat(second.json().getString("lastActivityTime")).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(RawDevice.connackOf(hub, RawDevice.Connect.of(hub, "again", key(first))))
        .isEqualTo(5);
    try (var device = RawDevice.connect(hub, "again", key(second))) {
      assertThat(device.sessionPresent()).isFalse();
      var twin = device.subscribe(RawDevice.TWIN_ANSWERS).getTwin("r").json();
      assertThat(twin.getJsonObject("reported").encode()).isEqualTo("{\"$version\":1}");
    }
  }

  private static void assertConnects(String clientId, String key) {
    try (var device = RawDevice.connect(hub, clientId, key)) {
      var twin = device.subscribe(RawDevice.TWIN_ANSWERS).getTwin("r");

      assertThat(twin.topic()).as(clientId).contains("/200/");
    }
  }

  private static String key(Rest.Reply reply) {
    return reply
        .json()
        .getJsonObject("authentication")
        .getJsonObject("symmetricKey")
        .getString("primaryKey");
  }

  /** As a URL's path wants it; dots alone would be taken for directories. */
  private static String encoded(String id) {
    return Sas.encode(id).replace(".", "%2E");
  }
}

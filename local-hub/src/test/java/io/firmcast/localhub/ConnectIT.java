// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.RawDevice.Connect;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 A: who may connect, and when a connection ends. */
class ConnectIT {

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.31");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    deviceId = "dev" + ++count;
    key = hub.device(deviceId);
  }

  @Test
  void C01_a_plaintext_connect_is_closed() throws Exception {
    try (var socket = RawTls.plain(hub)) {
      socket.send(connectPacket(deviceId));

      assertThat(socket.read()).isNotEqualTo(0x20);
    }
  }

  @Test
  void C03_the_java_sdks_connect_is_accepted() {
    assertThat(RawDevice.connackOf(hub, connect())).isZero();
  }

  @Test
  void C04_unknown_query_keys_in_any_order_are_accepted_and_the_model_is_stored() {
    var userName =
        hub.host + "/" + deviceId + "/?x=1&model-id=dtmi%3Aa%3Bb%3B1&api-version=2021-04-12";

    assertThat(RawDevice.connackOf(hub, connect().withUserName(userName))).isZero();
    assertThat(twin().getString("modelId")).isEqualTo("dtmi:a;b;1");
  }

  @Test
  void C04_the_old_user_name_without_question_mark_is_accepted() {
    var userName = hub.host + "/" + deviceId + "/api-version=2016-11-14";

    assertThat(RawDevice.connackOf(hub, connect().withUserName(userName))).isZero();
  }

  @Test
  void C05_sas_with_unencoded_sr_verifies() {
    var sas = Sas.java(hub.host, deviceId, key);

    assertThat(sas).contains("sr=" + hub.host + "/devices/");
    assertThat(RawDevice.connackOf(hub, connect().withPassword(sas))).isZero();
  }

  @Test
  void C06_sas_with_percent_encoded_sr_verifies() {
    var sas = Sas.node(hub.host, deviceId, key);

    assertThat(sas).contains("sr=" + hub.host + "%2Fdevices%2F");
    assertThat(RawDevice.connackOf(hub, connect().withPassword(sas))).isZero();
  }

  @Test
  void C07_sas_fields_in_any_order_verify() {
    var fields = Sas.node(hub.host, deviceId, key).substring("SharedAccessSignature ".length());
    var parts = fields.split("&", -1);
    var shuffled = "SharedAccessSignature " + parts[2] + "&" + parts[0] + "&" + parts[1];

    assertThat(RawDevice.connackOf(hub, connect().withPassword(shuffled))).isZero();
  }

  @Test
  void C08_a_wrong_signature_gets_connack_5() {
    var other = Base64.getEncoder().encodeToString(new byte[32]);
    var sas = Sas.java(hub.host, deviceId, other);

    assertThat(RawDevice.connackOf(hub, connect().withPassword(sas))).isEqualTo(5);
  }

  @Test
  void C09_an_expired_token_gets_connack_5() {
    var sas = Sas.java(hub.host, deviceId, key, Instant.now().minusSeconds(10));

    assertThat(RawDevice.connackOf(hub, connect().withPassword(sas))).isEqualTo(5);
  }

  @Test
  void C10_a_token_for_one_device_is_refused_for_another() {
    var longer = deviceId + "0";
    hub.device(longer);
    var sas = Sas.java(hub.host, deviceId, key);

    assertThat(RawDevice.connackOf(hub, Connect.of(hub, longer, key).withPassword(sas)))
        .isEqualTo(5);
  }

  @Test
  void C11_the_secondary_key_works_and_a_rotated_key_does_not() {
    var keys = registered().getJsonObject("authentication").getJsonObject("symmetricKey");
    var secondary = Sas.java(hub.host, deviceId, keys.getString("secondaryKey"));
    assertThat(RawDevice.connackOf(hub, connect().withPassword(secondary))).isZero();

    var newKeys = keys.copy().put("primaryKey", Base64.getEncoder().encodeToString(new byte[20]));
    update(new JsonObject().put("authentication", new JsonObject().put("symmetricKey", newKeys)));

    assertThat(RawDevice.connackOf(hub, connect())).isEqualTo(5);
  }

  @Test
  void C12_a_policy_with_device_connect_connects_any_device_and_service_does_not() {
    var owner = Sas.policy(hub.host, "iothubowner", hub.ownerKey());
    var unknown = Sas.policy(hub.host, "nobody", hub.ownerKey());

    assertThat(RawDevice.connackOf(hub, connect().withPassword(owner))).isZero();
    assertThat(RawDevice.connackOf(hub, connect().withPassword(unknown))).isEqualTo(5);
  }

  @Test
  void C13_unknown_and_disabled_devices_get_connack_5() {
    assertThat(RawDevice.connackOf(hub, Connect.of(hub, "nobody", key))).isEqualTo(5);

    update(new JsonObject().put("status", "disabled"));

    assertThat(RawDevice.connackOf(hub, connect())).isEqualTo(5);
  }

  @Test
  void C14_garbage_for_a_password_gets_connack_5_and_never_4() {
    for (var password :
        new String[] {"", "x", "SharedAccessSignature ", "SharedAccessSignature sr=a&sig=%&se=x"}) {
      assertThat(RawDevice.connackOf(hub, connect().withPassword(password))).isEqualTo(5);
    }
  }

  @Test
  void C16_a_client_id_that_differs_from_the_user_name_is_refused() {
    assertThat(RawDevice.connackOf(hub, connect().withClientId("other"))).isEqualTo(5);
  }

  @Test
  void C17_a_second_connection_closes_the_first_and_the_state_stays_connected() {
    var first = RawDevice.connect(hub, connect());

    try (var second = RawDevice.connect(hub, connect())) {
      first.awaitClosed();

      assertThat(second.connected()).isTrue();
      assertThat(twin().getString("connectionState")).isEqualTo("Connected");
    }
  }

  @Test
  void C18_the_connection_is_dropped_when_its_token_expires() {
    var sas = Sas.java(hub.host, deviceId, key, Instant.now().plusSeconds(2));
    var device = RawDevice.connect(hub, connect().withPassword(sas));

    device.awaitClosed();

    assertThat(device.connected()).isFalse();
  }

  @Test
  void C19_disconnect_sets_the_state_in_twin_and_query() {
    var device = RawDevice.connect(hub, connect());
    assertThat(twin().getString("connectionState")).isEqualTo("Connected");

    device.close();

    await().untilAsserted(() -> assertThat(stateInQuery()).isEqualTo("Disconnected"));
    assertThat(twin().getString("connectionState")).isEqualTo("Disconnected");
    assertThat(twin().getString("lastActivityTime")).doesNotStartWith("0001");
  }

  @Test
  void C19_a_dropped_socket_sets_the_state() throws Exception {
    var socket = RawTls.open(hub).send(connectPacket(deviceId));
    assertThat(socket.read(4)).containsExactly(0x20, 2, 0, 0);
    assertThat(twin().getString("connectionState")).isEqualTo("Connected");

    socket.close();

    await()
        .untilAsserted(
            () -> assertThat(twin().getString("connectionState")).isEqualTo("Disconnected"));
  }

  @Test
  void C20_silence_for_one_and_a_half_keep_alives_closes() {
    var device = RawDevice.silent(hub, connect().withKeepAlive(1));

    device.awaitClosed();

    await()
        .untilAsserted(
            () -> assertThat(twin().getString("connectionState")).isEqualTo("Disconnected"));
  }

  @Test
  void C20_a_ping_is_answered() throws Exception {
    try (var socket = RawTls.open(hub).send(connectPacket(deviceId))) {
      socket.read(4);

      socket.send(new byte[] {(byte) 0xC0, 0});

      assertThat(socket.read(2)).containsExactly(0xD0, 0);
    }
  }

  @Test
  void C21_disabling_the_device_closes_its_connection() {
    var device = RawDevice.connect(hub, connect());

    update(new JsonObject().put("status", "disabled"));

    device.awaitClosed();
  }

  @Test
  void C21_deleting_the_device_closes_its_connection() {
    var device = RawDevice.connect(hub, connect());

    hub.rest().send("DELETE", "/devices/" + deviceId, null, "If-Match", "*");

    device.awaitClosed();
  }

  @Test
  void C22_a_first_packet_other_than_connect_closes() throws Exception {
    try (var socket = RawTls.open(hub)) {
      socket.send(new byte[] {(byte) 0xC0, 0});

      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  @Test
  void C22_a_second_connect_closes() throws Exception {
    try (var socket = RawTls.open(hub).send(connectPacket(deviceId))) {
      socket.read(4);

      socket.send(connectPacket(deviceId));

      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  @Test
  void a_protocol_level_other_than_4_gets_connack_1() throws Exception {
    var packet = connectPacket(deviceId);
    packet[indexOfLevel(packet)] = 3;

    try (var socket = RawTls.open(hub).send(packet)) {
      assertThat(socket.read()).isIn(-1, 0x20);
    }
  }

  private Connect connect() {
    return Connect.of(hub, deviceId, key);
  }

  private JsonObject twin() {
    return hub.rest().get("/twins/" + deviceId).json();
  }

  private JsonObject registered() {
    return hub.rest().get("/devices/" + deviceId).json();
  }

  private void update(JsonObject change) {
    var reply =
        hub.rest()
            .send("PUT", "/devices/" + deviceId, registered().mergeIn(change), "If-Match", "*");
    assertThat(reply.status()).isEqualTo(200);
  }

  private String stateInQuery() {
    var query = "SELECT connectionState FROM devices WHERE deviceId = '" + deviceId + "'";
    return hub.rest()
        .send("POST", "/devices/query", new JsonObject().put("query", query))
        .array()
        .getJsonObject(0)
        .getString("connectionState");
  }

  private byte[] connectPacket(String clientId) {
    var body = new ByteArrayOutputStream();
    text(body, "MQTT");
    body.write(4);
    body.write(0xC0);
    body.write(0);
    body.write(60);
    text(body, clientId);
    text(body, Connect.userName(hub, clientId));
    text(body, Sas.java(hub.host, clientId, key));
    var packet = new ByteArrayOutputStream();
    packet.write(0x10);
    var length = body.size();
    while (length > 127) {
      packet.write(length % 128 | 128);
      length /= 128;
    }
    packet.write(length);
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  private static int indexOfLevel(byte[] packet) {
    var text = new String(packet, StandardCharsets.ISO_8859_1);
    return text.indexOf("MQTT") + "MQTT".length();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length >> 8);
    out.write(bytes.length & 255);
    out.writeBytes(bytes);
  }
}

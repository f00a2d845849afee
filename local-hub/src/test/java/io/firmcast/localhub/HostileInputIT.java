// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.firmcast.localhub.RawDevice.Connect;
import io.firmcast.localhub.event.Source;
import io.firmcast.localhub.message.CloudMessageRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What bad clients do; after each, and meanwhile, a good one on the same hub is served as ever. */
class HostileInputIT {

  private static TestHub hub;
  private static RawDevice good;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    var impatient = HubBehaviour.FAST.withToConnect(Duration.ofSeconds(2));
    hub = TestHub.start(new LocalHubSettings("127.0.0.44", 0, 0, null).withBehaviour(impatient));
    good = RawDevice.connect(hub, "good", hub.device("good"));
    good.subscribe(RawDevice.TWIN_ANSWERS, RawDevice.METHODS).echoMethods();
  }

  @AfterAll
  static void stopHub() {
    good.close();
    hub.close();
  }

  @BeforeEach
  void register() {
    deviceId = "bad" + ++count;
    key = hub.device(deviceId);
  }

  @AfterEach
  void the_good_device_is_served() {
    serveTheGoodDevice();
  }

  @Test
  void a_slow_reader_is_cut_off() throws Exception {
    var text = "x".repeat(4000);
    var desired = new JsonObject();
    IntStream.range(0, 7).forEach(i -> desired.put("k" + i, text));
    var patch = new JsonObject().put("properties", new JsonObject().put("desired", desired));

    try (var slow = RawTls.narrow(hub).send(connect())) {
      slow.read(4);
      slow.send(Packets.subscribe(RawDevice.DESIRED, 1));
      slow.read(5);
      var rest = hub.rest();
      for (int i = 0; i < 400 && (i % 20 > 0 || connected(deviceId)); i++) {
        assertThat(rest.send("PATCH", "/twins/" + deviceId, patch).status()).isEqualTo(200);
      }
      serveTheGoodDevice();

      await().atMost(Duration.ofSeconds(20)).until(() -> !connected(deviceId));
    }
  }

  @Test
  void requests_are_not_read_while_their_answers_are_not() throws Exception {
    try (var first = RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.TWIN_ANSWERS)) {
      for (int i = 0; i < 7; i++) {
        first.report("{\"k" + i + "\":\"" + "x".repeat(4000) + "\"}", "r" + i);
      }
    }
    var get = Packets.publish("$iothub/twin/GET/?$rid=1", "x".repeat(4000), 1);

    try (var slow = RawTls.narrow(hub).send(connect())) {
      slow.read(4);
      var flood =
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  sendUnlessClosed(slow, get);
                }
              });
      for (int i = 0; i < 10; i++) {
        serveTheGoodDevice();
      }

      // 40 MB to go, to be answered with 280 MB.
      assertThat(flood).isNotDone();
    }
  }

  @Test
  void C23_a_socket_without_connect_is_closed() throws Exception {
    try (var silent = RawTls.open(hub);
        var half = RawTls.open(hub).send(new byte[] {0x10, 50, 0, 4, 'M'})) {
      assertThat(silent.read()).isEqualTo(-1);
      assertThat(half.read()).isEqualTo(-1);
    }
  }

  @Test
  void C20_a_half_open_socket_is_closed_when_its_keep_alive_lapses() throws Exception {
    var impatient = Connect.of(hub, deviceId, key).withKeepAlive(1);
    try (var gone = RawTls.open(hub).send(Packets.connect(impatient))) {
      assertThat(gone.read(4)).startsWith(0x20);

      assertThat(gone.read()).isEqualTo(-1);
    }
    await().until(() -> !connected(deviceId));
  }

  @Test
  void a_flood_of_connects_leaves_the_others_alone() throws Exception {
    var wrong = Sas.java(hub.host, deviceId, Base64.getEncoder().encodeToString(new byte[32]));
    var packet = Packets.connect(Connect.of(hub, deviceId, key).withPassword(wrong));
    var sockets = new ArrayList<RawTls>();
    for (int i = 0; i < 200; i++) {
      sockets.add(RawTls.plain(hub));
    }
    for (int i = 0; i < 50; i++) {
      sockets.add(RawTls.open(hub));
      if (i % 20 == 0) {
        serveTheGoodDevice();
      }
    }

    for (int i = 0; i < 50; i++) {
      try (var refused = RawTls.open(hub).send(packet)) {
        assertThat(refused.read(4)).containsExactly(0x20, 2, 0, 5);
      }
    }

    serveTheGoodDevice();
    for (var socket : sockets.subList(200, 250)) {
      assertThat(socket.read()).isEqualTo(-1);
    }
    for (var socket : sockets) {
      socket.close();
    }
  }

  @Test
  void T08_json_of_10000_levels_is_refused_on_both_sides() {
    var deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    var deepArray = "[".repeat(10_000) + "]".repeat(10_000);
    var twin = "{\"properties\":{\"desired\":" + deep + "}}";
    var method = "{\"methodName\":\"m\",\"payload\":" + deepArray + "}";
    var query = "SELECT * FROM devices WHERE " + "(".repeat(4000) + "1 = 1" + ")".repeat(4000);
    try (var device = RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.TWIN_ANSWERS)) {
      assertThat(device.report(deep, "r1").topic()).startsWith("$iothub/twin/res/400/");
      assertThat(device.report("{\"a\":" + deepArray + "}", "r2").topic())
          .startsWith("$iothub/twin/res/400/");
      assertThat(device.report("{\"a\":1}", "r3").topic()).startsWith("$iothub/twin/res/204/");
    }
    assertThat(rest("PATCH", "/twins/good", twin)).isEqualTo(400);
    assertThat(rest("PUT", "/devices/" + deviceId, deep)).isEqualTo(400);
    assertThat(rest("POST", "/twins/good/methods", method)).isEqualTo(400);
    assertThat(rest("POST", "/devices/query", "{\"query\":\"" + query + "\"}")).isEqualTo(400);
  }

  @Test
  void L07_a_body_of_1_GB_is_refused_before_it_is_sent() throws Exception {
    var head =
        "PATCH /twins/good?api-version=2021-04-12 HTTP/1.1\r\nHost: x\r\nAuthorization: "
            + hub.ownerToken()
            + "\r\n";
    try (var socket = RawTls.open(hub, hub.hub.httpsPort())) {
      socket.send((head + "Content-Length: 1073741824\r\n\r\n{").getBytes(US_ASCII));

      assertThat(statusLine(socket)).contains(" 413 ");
      assertThat(readToTheEnd(socket)).isLessThan(2000);
    }
    var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(US_ASCII);
    try (var socket = RawTls.open(hub, hub.hub.httpsPort())) {
      socket.send((head + "Transfer-Encoding: chunked\r\n\r\n").getBytes(US_ASCII));
      for (int i = 0; i < 5; i++) {
        sendUnlessClosed(socket, chunk);
      }

      assertThat(statusLine(socket)).contains(" 413 ");
    }
  }

  @Test
  void a_percent_sign_that_begins_no_escape_is_itself() throws Exception {
    assertThat(hub.rest().sendText("PUT", "/devices/50%25off", "{}").status()).isEqualTo(200);

    var status = statusOf("/devices/50%off?api-version=2021-04-12");

    assertThat(status).isEqualTo("200");
  }

  @Test
  void targets_that_are_malformed_are_no_failure_of_the_hub() throws Exception {
    assertThat(statusOf("/devices/good?api-version=2021-04-12&x=%zz")).isEqualTo("400");
    assertThat(statusOf("/devices/good?api-version=%zz")).isEqualTo("400");
    assertThat(statusOf("/events?from=%zz")).isEqualTo("400");
    assertThat(statusOf("/events/%zz")).isEqualTo("400");
    assertThat(statusOf("/admin/faults/%zz")).isEqualTo("400");
    assertThat(statusOf("/admin/witness?after=%zz")).isEqualTo("400");
    assertThat(statusOf("devices/good")).isEqualTo("404");
    assertThat(statusOf("*")).isEqualTo("404");
  }

  @Test
  void wildcards_show_nothing_of_others() {
    try (var nosy = RawDevice.connect(hub, deviceId, key)) {
      for (var filter :
          List.of("#", "+/#", "+/+/+/+", "devices/#", "$iothub/#", "$iothub/methods/POST/+/#")) {
        assertThat(nosy.subscribe(filter, 1)).isEqualTo(1);
      }
      nosy.subscribe("devices/good/messages/devicebound/#", "devices/+/messages/devicebound/#");

      TestHub.await(hub.hub.sendToDevice("good", CloudMessageRequest.text("private")));
      serveTheGoodDevice();
      nosy.subscribe(RawDevice.TWIN_ANSWERS);
      nosy.getTwin("last");

      assertThat(nosy.received).hasSize(1);
    }
  }

  @Test
  void S10_a_device_cannot_speak_for_another() {
    var messages = hub.hub.messages().after(0).size();
    for (var topic :
        List.of(
            "devices/good/messages/events/",
            "devices/" + deviceId + "/../good/messages/events/",
            "devices/" + deviceId + "/modules/x/messages/events/",
            "devices/good/messages/devicebound/",
            "$iothub/methods/POST/m/?$rid=1")) {
      var liar = RawDevice.connect(hub, deviceId, key);
      liar.publishInVain(topic, "x");
      liar.awaitClosed();
    }
    assertThat(hub.hub.messages().after(0)).hasSize(messages);
  }

  @Test
  void X13_a_rid_too_long_for_the_topic_of_an_answer_closes() {
    var liar = RawDevice.connect(hub, deviceId, key).subscribe(RawDevice.TWIN_ANSWERS);

    liar.publishInVain("$iothub/twin/GET/?$rid=" + "x".repeat(65_512), "");

    liar.awaitClosed();
    assertThat(liar.received).isEmpty();
  }

  @Test
  void a_device_that_sends_much_is_remembered_in_part() {
    try (var loud = RawDevice.connect(hub, deviceId, key)) {
      var text = "x".repeat(250 * 1024);
      IntStream.range(0, 200)
          .forEach(i -> loud.publish("devices/" + deviceId + "/messages/events/", text));
      await().until(() -> loud.acknowledged.size() == 200);
    }

    var events = hub.hub.events();
    var held = events.after(events.oldest(), 1000).orElseThrow().stream();
    // 40 MB of the feed's, which would hold 20,000 of them.
    assertThat(held.filter(event -> event.source() == Source.TELEMETRY).count())
        .isBetween(100L, 164L);
  }

  @Test
  void malformed_packets_close_their_own_connection_only() throws Exception {
    for (var packet :
        List.of(
            // A topic that is no UTF-8, one of no characters, one with a NUL, one with a wildcard.
            new byte[] {0x30, 5, 0, 2, (byte) 0xC3, 0x28, 1},
            new byte[] {0x30, 3, 0, 0, 1},
            new byte[] {0x30, 5, 0, 2, 'a', 0, 1},
            new byte[] {0x30, 5, 0, 2, 'a', '#', 1},
            // QoS 3, packet id 0, a topic longer than its packet.
            new byte[] {0x36, 5, 0, 1, 'a', 0, 1},
            new byte[] {0x32, 5, 0, 1, 'a', 0, 0},
            Arrays.copyOf(new byte[] {0x30, 5, 0, 99, 'a', 0, 1}, 200),
            // Reserved kinds, kinds that only a server sends, a length without end.
            new byte[] {0x00, 0},
            new byte[] {(byte) 0xF0, 0},
            new byte[] {0x20, 2, 0, 0},
            new byte[] {0x30, -1, -1, -1, -1, 1},
            // Subscriptions to nothing, with a wrong flag, with QoS 3.
            new byte[] {(byte) 0x82, 2, 0, 1},
            new byte[] {(byte) 0x80, 6, 0, 1, 0, 1, 'a', 0},
            new byte[] {(byte) 0x82, 6, 0, 1, 0, 1, 'a', 3},
            new byte[] {(byte) 0xA2, 2, 0, 1})) {
      try (var socket = RawTls.open(hub).send(connect())) {
        assertThat(socket.read(4)).startsWith(0x20);

        socket.send(packet);

        assertThatCode(() -> assertThat(socket.read()).isEqualTo(-1))
            .as(Arrays.toString(packet))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void acknowledgements_of_nothing_do_no_harm() throws Exception {
    for (var kind : List.of(0x40, 0x50, 0x62, 0x70)) {
      try (var socket = RawTls.open(hub).send(connect())) {
        assertThat(socket.read(4)).startsWith(0x20);

        socket.send(new byte[] {kind.byteValue(), 2, 0, 7});
        socket.send(new byte[] {(byte) 0xC0, 0});

        assertThat(socket.read()).isIn(-1, 0xD0);
      }
      serveTheGoodDevice();
    }
  }

  private byte[] connect() {
    return Packets.connect(Connect.of(hub, deviceId, key));
  }

  private static void serveTheGoodDevice() {
    var rid = "good" + good.received.size();
    assertThat(good.getTwin(rid).topic()).startsWith("$iothub/twin/res/200/");
    var call = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":5,\"payload\":1}";
    var reply = hub.rest().sendText("POST", "/twins/good/methods", call);
    assertThat(reply.json()).isEqualTo(new JsonObject().put("status", 200).put("payload", 1));
  }

  private static boolean connected(String id) {
    var twin = hub.rest().get("/twins/" + id).json();
    return twin.getString("connectionState").equals("Connected");
  }

  private static int rest(String method, String path, String body) {
    return hub.rest().sendText(method, path, body).status();
  }

  /** What the hub says to a target as it stands; HTTP clients would put it right first. */
  private static String statusOf(String target) throws IOException {
    var request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n\r\n"
            .formatted(target, hub.host, hub.ownerToken());
    try (var socket = RawTls.open(hub, hub.hub.httpsPort()).send(request.getBytes(US_ASCII))) {
      return statusLine(socket).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length());
    }
  }

  private static void sendUnlessClosed(RawTls socket, byte[] bytes) {
    try {
      socket.send(bytes);
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
  }

  private static String statusLine(RawTls socket) throws IOException {
    var line = new StringBuilder();
    for (int next = socket.read(); next >= 0 && next != '\n'; next = socket.read()) {
      line.append((char) next);
    }
    return line.toString();
  }

  private static int readToTheEnd(RawTls socket) throws IOException {
    var bytes = 0;
    while (socket.read() >= 0) {
      bytes++;
    }
    return bytes;
  }
}

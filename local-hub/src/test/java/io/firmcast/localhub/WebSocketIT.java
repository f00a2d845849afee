// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import io.firmcast.localhub.RawDevice.Connect;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MQTT over WebSocket, on the port of the service API. */
class WebSocketIT {

  private static final int BINARY = 2;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private static TestHub hub;
  private static int count;

  private String deviceId;
  private String key;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.42");
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
  void X06_java_reports_sends_and_answers_methods_over_web_socket_java_sdk() throws Exception {
    var device = javaOverWebSocket();
    device.open(false);
    device.subscribeToDesiredProperties((twin, context) -> {}, null);
    device.subscribeToMethods(
        (name, payload, context) -> new DirectMethodResponse(201, name), null);
    var reported = new TwinCollection();
    reported.put("firmwareStatus", "x".repeat(3000));

    assertThat(JavaDevice.report(device, reported)).isGreaterThanOrEqualTo(2);
    assertThat(JavaDevice.twin(device).getReportedProperties()).containsKey("firmwareStatus");
    device.sendEvent(new Message("over the socket"));
    var answer =
        new DirectMethodsClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()))
            .invoke(
                deviceId,
                "reboot",
                DirectMethodRequestOptions.builder()
                    .methodConnectTimeoutSeconds(5)
                    .methodResponseTimeoutSeconds(5)
                    .build());
    device.close();

    assertThat(answer.getStatus()).isEqualTo(201);
    assertThat(hub.hub.messages().after(0))
        .anyMatch(
            m -> m.deviceId().equals(deviceId) && m.body().toString().equals("over the socket"));
    await().until(() -> state().equals("Disconnected"));
  }

  @Test
  void X06_a_packet_may_span_frames_and_a_frame_may_hold_packets() throws Exception {
    var packet = Packets.connect(Connect.of(hub, deviceId, key));
    var get = Packets.publish("$iothub/twin/GET/?$rid=1", "", 2);
    var subscribe = Packets.subscribe(RawDevice.TWIN_ANSWERS, 1);
    var many = new ByteArrayOutputStream();
    many.writeBytes(subscribe);
    many.writeBytes(get);
    many.write(get, 0, 1);

    try (var socket = upgraded()) {
      socket.send(frame(BINARY, Arrays.copyOfRange(packet, 0, 1)));
      socket.send(frame(BINARY, Arrays.copyOfRange(packet, 1, 40)));
      socket.send(frame(BINARY, Arrays.copyOfRange(packet, 40, packet.length)));
      assertThat(readFrame(socket)).containsExactly(0x20, 2, 0, 0);

      socket.send(frame(BINARY, many.toByteArray()));
      socket.send(frame(BINARY, Arrays.copyOfRange(get, 1, get.length)));

      var kinds = new ArrayList<Integer>();
      for (int i = 0; i < 5; i++) {
        kinds.add(readFrame(socket)[0] & 0xF0);
      }
      assertThat(kinds).containsExactlyInAnyOrder(0x90, 0x40, 0x40, 0x30, 0x30);
    }
  }

  @Test
  void X06_a_frame_may_come_in_fragments() throws Exception {
    var packet = Packets.connect(Connect.of(hub, deviceId, key));
    var first = frame(BINARY, Arrays.copyOfRange(packet, 0, 10));
    first[0] &= 0x7F;

    try (var socket = upgraded()) {
      socket.send(first);
      socket.send(frame(PING, new byte[] {1, 2}));
      socket.send(frame(0, Arrays.copyOfRange(packet, 10, packet.length)));

      assertThat(socket.read() & 0x0F).isEqualTo(PONG);
      assertThat(socket.read(3)).containsExactly(2, 1, 2);
      assertThat(readFrame(socket)).containsExactly(0x20, 2, 0, 0);
    }
  }

  @Test
  void a_closing_frame_is_answered_and_ends_the_connection() throws Exception {
    try (var socket = connected()) {
      socket.send(frame(CLOSE, new byte[] {3, (byte) 0xE8}));

      assertThat(socket.read() & 0x0F).isEqualTo(CLOSE);
      assertThat(socket.read(3)).containsExactly(2, 3, 0xE8);
      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  @Test
  void text_unmasked_and_oversized_frames_end_the_connection() throws Exception {
    var unmasked = new byte[] {(byte) 0x82, 2, (byte) 0xC0, 0};
    var oversized = new byte[] {(byte) 0x82, (byte) 0xFF, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
    for (var bad : new byte[][] {frame(TEXT, new byte[] {65}), unmasked, oversized}) {
      try (var socket = connected()) {
        socket.send(bad);

        assertThat(readToTheEnd(socket)).isLessThan(100);
      }
    }
  }

  @Test
  void X06_a_handshake_without_the_sub_protocol_or_for_another_version_is_refused()
      throws Exception {
    var good = handshake();
    assertThat(statusOf(good.replace("Protocol: mqtt", "Protocol: amqp"))).contains(" 400 ");
    assertThat(statusOf(good.replace("Version: 13", "Version: 8"))).contains(" 426 ");
    assertThat(statusOf(good.replace("Upgrade: websocket\r\n", ""))).contains(" 400 ");
    assertThat(statusOf(good.replace("websocket?", "other?"))).contains(" 404 ");
    assertThat(statusOf(good.replace("$iothub", "%24iothub"))).contains(" 101 ");
  }

  @Test
  void C16_a_connect_over_web_socket_is_judged_like_any_other() throws Exception {
    var stranger = Connect.of(hub, deviceId, key).withClientId("other");
    try (var socket = upgraded()) {
      socket.send(frame(BINARY, Packets.connect(stranger)));

      assertThat(readFrame(socket)).containsExactly(0x20, 2, 0, 5);
      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  @Test
  void C22_a_packet_before_connect_ends_the_connection() throws Exception {
    try (var socket = upgraded()) {
      socket.send(frame(BINARY, new byte[] {(byte) 0xC0, 0}));

      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  private DeviceClient javaOverWebSocket() {
    var options = ClientOptions.builder().sslContext(hub.trust()).build();
    return new DeviceClient(
        hub.hub.deviceConnectionString(deviceId) + ";GatewayHostName=" + hub.serviceHost(),
        IotHubClientProtocol.MQTT_WS,
        options);
  }

  private String state() {
    return hub.rest().get("/twins/" + deviceId).json().getString("connectionState");
  }

  private RawTls connected() throws IOException {
    var socket = upgraded();
    socket.send(frame(BINARY, Packets.connect(Connect.of(hub, deviceId, key))));
    assertThat(readFrame(socket)).startsWith(0x20, 2).endsWith(0);
    return socket;
  }

  private static RawTls upgraded() throws IOException {
    var socket = RawTls.open(hub, hub.hub.httpsPort()).send(handshake().getBytes(US_ASCII));
    var answer = readHead(socket);
    assertThat(answer)
        .startsWith("HTTP/1.1 101 ")
        .containsIgnoringCase("Sec-WebSocket-Protocol: mqtt\r\n")
        // The example of RFC 6455.
        .containsIgnoringCase("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    return socket;
  }

  private static String statusOf(String handshake) throws IOException {
    try (var socket = RawTls.open(hub, hub.hub.httpsPort()).send(handshake.getBytes(US_ASCII))) {
      return readHead(socket);
    }
  }

  private static String handshake() {
    return "GET /$iothub/websocket?iothub-no-client-cert=true HTTP/1.1\r\n"
        + "Host: "
        + hub.serviceHost()
        + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        + "Sec-WebSocket-Protocol: mqtt\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  private static String readHead(RawTls socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = socket.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /** A frame as a client sends it: whole and masked. */
  private static byte[] frame(int opcode, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(0x80 | opcode);
    if (content.length < 126) {
      out.write(0x80 | content.length);
    } else {
      out.write(0x80 | 126);
      out.write(content.length >> 8);
      out.write(content.length & 0xFF);
    }
    var mask = new byte[] {7, 42, 99, 3};
    out.writeBytes(mask);
    for (int i = 0; i < content.length; i++) {
      out.write(content[i] ^ mask[i % 4]);
    }
    return out.toByteArray();
  }

  /** The content of the hub's next frame, which must be binary, whole and unmasked. */
  private static byte[] readFrame(RawTls socket) throws IOException {
    assertThat(socket.read()).isEqualTo(0x82);
    var length = socket.read();
    if (length == 126) {
      length = socket.read() << 8 | socket.read();
    }
    return socket.read(length);
  }

  private static int readToTheEnd(RawTls socket) throws IOException {
    var count = 0;
    while (socket.read() >= 0) {
      count++;
    }
    return count;
  }
}

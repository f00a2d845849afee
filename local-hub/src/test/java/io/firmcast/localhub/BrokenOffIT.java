// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * What is no HTTP and no MQTT, or ends in the middle: answered where it can be, and never told as a
 * failure of the hub, for which somebody would have to get up.
 */
class BrokenOffIT {

  private static TestHub hub;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.102");
    hub.device("dev1");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void listen() {
    log.start();
    root().addAppender(log);
  }

  @AfterEach
  void no_error_was_logged() {
    // Behind what was sent: both protocols are answered on the same event loops.
    assertThat(hub.rest().get("/statistics/devices").status()).isEqualTo(200);
    root().detachAppender(log);
    assertThat(List.copyOf(log.list)).noneMatch(line -> line.getLevel() == Level.ERROR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "\0\0\0\0\0\0",
        "\u00ff\u00ff\u00ff\u00ff",
        "\u0010\u0000"
      })
  void garbage_in_place_of_a_connect_closes(String garbage) throws Exception {
    try (var socket = RawTls.open(hub).send(garbage.getBytes(ISO_8859_1))) {
      if (garbage.length() > 2) { // the last one may still become a CONNECT
        assertThat(socket.read()).isEqualTo(-1);
      }
    }
  }

  @Test
  void a_connect_with_a_forbidden_flag_closes() throws Exception {
    var reserved = new byte[] {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 3, 0, 9, 0, 1, 'a'};
    try (var socket = RawTls.open(hub).send(reserved)) {
      assertThat(socket.read()).isEqualTo(-1);
    }
  }

  @Test
  void headers_too_large_get_431_with_a_body() throws Exception {
    var answer = answer("GET /devices/dev1 HTTP/1.1\r\nX: " + "a".repeat(10_000) + "\r\n\r\n");

    assertThat(answer)
        .startsWith("HTTP/1.1 431 ")
        .contains("iothub-errorcode: RequestHeadersTooLarge");
    assertThat(message(answer)).startsWith("ErrorCode:RequestHeadersTooLarge;");
  }

  @Test
  void a_target_too_long_gets_414_with_a_body() throws Exception {
    var answer = answer("GET /devices/" + "a".repeat(6_000) + " HTTP/1.1\r\n\r\n");

    assertThat(answer).contains(" 414 ");
    assertThat(message(answer)).startsWith("ErrorCode:RequestUriTooLong;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no http at all\r\n\r\n",
        "GET /devices/dev1 HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        "GET /devices/dev1 HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
      })
  void what_is_no_http_gets_400_with_a_body(String request) throws Exception {
    var answer = answer(request);

    assertThat(answer).contains(" 400 ");
    assertThat(message(answer)).isEqualTo("ErrorCode:ArgumentInvalid;The request is malformed");
  }

  @Test
  void an_expectation_that_cannot_be_met_gets_417() throws Exception {
    var request = put("/devices/new", "Expect: the-best\r\nConnection: close\r\nContent-Length: 2");

    assertThat(answer(request + "{}")).startsWith("HTTP/1.1 417 ").contains("ExpectationFailed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n{",
        "Content-Length: 500\r\n\r\n{"
      })
  void a_body_that_breaks_off_changes_nothing(String rest) throws Exception {
    for (var target : List.of("/devices/new", "/twins/dev1", "/admin/faults/new")) {
      var request = put(target, rest.substring(0, rest.indexOf("\r\n\r\n")));
      var body = rest.substring(rest.indexOf("\r\n\r\n") + 4);
      RawTls.open(hub, hub.hub.httpsPort()).send((request + body).getBytes(US_ASCII)).close();
    }

    assertThat(hub.rest().get("/devices/new").status()).isEqualTo(404);
    assertThat(hub.hub.faults().all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x8202, // not masked
        0x8b80, // a reserved kind of frame
        0x82ff, // longer than anything
        0xff80, // reserved bits
        0x8080 // the continuation of nothing
      })
  void a_broken_frame_closes_its_web_socket(int begin) throws Exception {
    var request =
        String.join(
            "\r\n",
            "GET /$iothub/websocket HTTP/1.1",
            "Host: x",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Protocol: mqtt",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
            "",
            "");
    try (var socket = RawTls.open(hub, hub.hub.httpsPort()).send(request.getBytes(US_ASCII))) {
      assertThat(head(socket)).startsWith("HTTP/1.1 101 ");
      var frame =
          new byte[] {(byte) (begin >> 8), (byte) begin, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0};

      socket.send(frame);

      assertThat(socket.read()).isIn(-1, 0x88); // at once, or with a frame that says so
    }
  }

  private static String put(String target, String headers) {
    return "PUT %s?api-version=2021-04-12 HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\n%s\r\n\r\n"
        .formatted(target, hub.serviceHost(), hub.ownerToken(), headers);
  }

  /** All that the hub says until it closes. */
  private static String answer(String request) throws IOException {
    try (var socket = RawTls.open(hub, hub.hub.httpsPort()).send(request.getBytes(US_ASCII))) {
      var got = new ByteArrayOutputStream();
      for (var next = socket.read(); next >= 0; next = socket.read()) {
        got.write(next);
      }
      return got.toString(US_ASCII);
    }
  }

  private static String head(RawTls socket) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.read());
    }
    return head.toString();
  }

  private static String message(String answer) {
    return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n"))).getString("Message");
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.firmcast.localhub.wire.Percent;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT over WebSocket: the handshake on {@code /$iothub/websocket}. What is said afterwards is not
 * HTTP any more, so the bare socket is handed on; Vert.x's own WebSocket would put its messages
 * between the packets and whoever reads them.
 */
final class WebSocketUpgrade {

  private static final Logger LOG = LoggerFactory.getLogger(WebSocketUpgrade.class);
  private static final String PATH = "/$iothub/websocket";
  private static final String PROTOCOL = "mqtt";
  // RFC 6455, section 1.3.
  private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");

  private final Handler<NetSocket> upgraded;

  WebSocketUpgrade(Handler<NetSocket> upgraded) {
    this.upgraded = upgraded;
  }

  static boolean asksForIt(HttpServerRequest request) {
    var path = request.path();
    return path != null && path.endsWith("/websocket") && Percent.decode(path).equals(PATH);
  }

  void answer(HttpServerRequest request) {
    var key = request.getHeader("Sec-WebSocket-Key");
    if (!request.method().equals(HttpMethod.GET)
        || request.version() != HttpVersion.HTTP_1_1
        || !names(request, "Upgrade", "websocket")
        || !names(request, "Connection", "upgrade")
        || !names(request, "Sec-WebSocket-Protocol", PROTOCOL)
        || key == null
        || !KEY.matcher(key).matches()) {
      refuse(request, 400);
    } else if (!"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
      request.response().putHeader("Sec-WebSocket-Version", "13");
      refuse(request, 426);
    } else {
      request
          .response()
          .putHeader("Upgrade", "websocket")
          .putHeader("Connection", "Upgrade")
          .putHeader("Sec-WebSocket-Accept", accept(key))
          .putHeader("Sec-WebSocket-Protocol", PROTOCOL);
      request
          .toNetSocket()
          .map(this::handOver)
          .onFailure(cause -> LOG.debug("no upgrade to WebSocket", cause));
    }
  }

  private NetSocket handOver(NetSocket socket) {
    upgraded.handle(socket);
    return socket;
  }

  private static void refuse(HttpServerRequest request, int status) {
    request
        .response()
        .setStatusCode(status)
        // Whatever body comes behind is not waited for.
        .putHeader("Connection", "close")
        .end()
        .onFailure(cause -> LOG.debug("the caller went away before the answer", cause));
  }

  /** Whether a header lists a word, in any case. */
  private static boolean names(HttpServerRequest request, String header, String word) {
    return request.headers().getAll(header).stream()
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .anyMatch(token -> token.trim().toLowerCase(Locale.ROOT).equals(word));
  }

  private static String accept(String key) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-1", e);
    }
  }
}

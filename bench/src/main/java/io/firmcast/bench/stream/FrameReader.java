// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.Server;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * A WebSocket client that costs as little as it can: it finds the ends of frames, counts them, and
 * looks into one of so many. Confined to its socket's context.
 */
final class FrameReader {
  private static final String HANDSHAKE =
      """
      GET /api/v1/status HTTP/1.1
      Host: 127.0.0.1
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

      """
          .replace("\n", "\r\n");
  private static final String AT = "\"at\":\"";

  private final NetSocket socket;
  private final int every;
  private final Consumer<String> look;
  private final Promise<Void> greeted = Promise.promise();
  private Buffer unread = Buffer.buffer();
  private boolean upgraded;
  private long skip;
  private long frames;
  private long bytes;

  private FrameReader(NetSocket socket, int every, Consumer<String> look) {
    this.socket = socket;
    this.every = every;
    this.look = look;
    socket.handler(this::read);
    socket.exceptionHandler(gone -> {});
  }

  /**
   * @param every how many frames there is one that is looked into
   * @param look told the text of that
   */
  static Future<FrameReader> connect(NetClient net, int port, int every, Consumer<String> look) {
    return net.connect(port, Server.HOST)
        .compose(
            socket -> {
              var reader = new FrameReader(socket, every, look);
              return socket.write(HANDSHAKE).compose(sent -> reader.greeted.future()).map(reader);
            });
  }

  long frames() {
    return frames;
  }

  long bytes() {
    return bytes;
  }

  void pause() {
    socket.pause();
  }

  /** Milliseconds since the newest change in the text was made; negative for one without. */
  static double age(String text) {
    var at = text.lastIndexOf(AT);
    if (at < 0) {
      return -1;
    }
    var from = at + AT.length();
    var made = Instant.parse(text.substring(from, text.indexOf('"', from)));
    var now = Instant.now();
    return (now.getEpochSecond() - made.getEpochSecond()) * 1e3
        + (now.getNano() - made.getNano()) / 1e6;
  }

  private void read(Buffer more) {
    bytes += more.length();
    if (skip >= more.length()) {
      skip -= more.length();
      return;
    }
    unread = unread.length() == 0 ? more : unread.appendBuffer(more);
    if (!upgraded && !upgrade()) {
      return;
    }
    var at = (int) skip;
    skip = 0;
    while (unread.length() - at >= 4) {
      var length = unread.getByte(at + 1) & 0x7F;
      var header = length == 126 ? 4 : length == 127 ? 10 : 2;
      if (unread.length() - at < header) {
        break;
      }
      var size = length == 126 ? unread.getUnsignedShort(at + 2) : length;
      if (length == 127) {
        size = (int) unread.getLong(at + 2);
      }
      var isText = (unread.getByte(at) & 0x0F) == 1;
      var looked = isText && (frames + 1) % every == 0;
      if (looked && unread.length() - at < header + size) {
        break;
      }
      if (isText) {
        frames++;
      }
      if (looked) {
        look.accept(
            unread.getString(at + header, at + header + size, StandardCharsets.UTF_8.name()));
      }
      at += header + size;
      if (at >= unread.length()) {
        skip = (long) at - unread.length();
        unread = Buffer.buffer();
        return;
      }
    }
    unread = unread.getBuffer(at, unread.length());
  }

  private boolean upgrade() {
    var end = unread.toString(StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    upgraded = true;
    unread = unread.getBuffer(end + 4, unread.length());
    greeted.tryComplete();
    return true;
  }
}

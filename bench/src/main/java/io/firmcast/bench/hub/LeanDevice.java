// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A device of MQTT 3.1.1 as lean as can be, so that the server is what is measured: it connects,
 * subscribes, publishes with QoS 1 and reads. Confined to its socket's context after {@link
 * #connect}.
 */
public final class LeanDevice {

  private static final int CONNECT = 0x10;
  private static final int CONNACK = 0x20;
  private static final int PUBLISH = 0x30;
  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int PUBACK = 0x40;
  private static final int SUBSCRIBE = 0x82;
  private static final int SUBACK = 0x90;
  private static final int DISCONNECT = 0xE0;
  private static final int KEEP_ALIVE_SECONDS = 1000;

  private final String id;
  private final NetSocket socket;
  private final Context context;
  private final Promise<Void> connected = Promise.promise();
  private final Queue<Promise<Void>> unanswered = new ArrayDeque<>();
  private final Queue<Promise<Void>> echoes = new ArrayDeque<>();
  private Buffer unread = Buffer.buffer();
  private BiConsumer<String, Buffer> arrived = (topic, payload) -> {};
  private int lastId;

  private LeanDevice(String id, NetSocket socket) {
    this.id = id;
    this.socket = socket;
    this.context = Vertx.currentContext();
    socket.handler(this::read).closeHandler(end -> lost()).exceptionHandler(broken -> {});
  }

  /** Opens a connection; completes once the server has accepted it. */
  static Future<LeanDevice> connect(NetClient net, String host, int port, Login login) {
    return net.connect(port, host)
        .compose(
            socket -> {
              var device = new LeanDevice(login.clientId(), socket);
              var body = text(Buffer.buffer(), "MQTT").appendByte((byte) 4).appendByte((byte) 0xC2);
              body.appendUnsignedShort(KEEP_ALIVE_SECONDS);
              text(text(text(body, login.clientId()), login.user()), login.password());
              device.send(CONNECT, body);
              return device.connected.future().map(device);
            });
  }

  /** Does something on the socket's context, callable from any thread. */
  public <T> Future<T> turn(Supplier<Future<T>> work) {
    if (Vertx.currentContext() == context) {
      return work.get();
    }
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> work.get().onComplete(done));
    return done.future();
  }

  public String id() {
    return id;
  }

  /** What to do with messages; runs on the socket's context. */
  void onMessage(BiConsumer<String, Buffer> handler) {
    arrived = handler;
  }

  Future<Void> subscribe(String filter) {
    var body = Buffer.buffer().appendUnsignedShort(nextId());
    send(SUBSCRIBE, text(body, filter).appendByte((byte) 0));
    return answer();
  }

  /** Publishes with QoS 1; completes with its acknowledgement. */
  public Future<Void> publish(String topic, Buffer payload) {
    send(
        PUBLISH_QOS_1,
        text(Buffer.buffer(), topic).appendUnsignedShort(nextId()).appendBuffer(payload));
    return answer();
  }

  /** Publishes with QoS 0 and waits for the message that comes back. */
  Future<Void> echo(String topic, Buffer payload) {
    Promise<Void> back = Promise.promise();
    echoes.add(back);
    onMessage((returned, echo) -> echoes.remove().complete());
    tell(topic, payload);
    return back.future();
  }

  /** Publishes with QoS 0. */
  void tell(String topic, Buffer payload) {
    send(PUBLISH, text(Buffer.buffer(), topic).appendBuffer(payload));
  }

  Future<Void> close() {
    send(DISCONNECT, Buffer.buffer());
    return socket.close();
  }

  private Future<Void> answer() {
    Promise<Void> promise = Promise.promise();
    unanswered.add(promise);
    return promise.future();
  }

  private void read(Buffer more) {
    unread = unread.length() == 0 ? more : unread.appendBuffer(more);
    var at = 0;
    while (true) {
      var header = at + 1;
      var length = 0;
      for (var shift = 0; ; shift += 7) {
        if (header >= unread.length()) {
          unread = unread.getBuffer(at, unread.length());
          return;
        }
        var digit = unread.getByte(header++);
        length |= (digit & 0x7F) << shift;
        if (digit >= 0) {
          break;
        }
      }
      if (header + length > unread.length()) {
        unread = unread.getBuffer(at, unread.length());
        return;
      }
      packet(unread.getUnsignedByte(at), unread.getBuffer(header, header + length));
      at = header + length;
    }
  }

  private void packet(int type, Buffer body) {
    switch (type & 0xF0) {
      case CONNACK -> {
        if (body.getByte(1) == 0) {
          connected.tryComplete();
        } else {
          connected.tryFail("CONNACK " + body.getByte(1));
        }
      }
      case PUBACK, SUBACK -> unanswered.remove().complete();
      case PUBLISH -> {
        var end = 2 + body.getUnsignedShort(0);
        var payloadAt = (type & 0x06) == 0 ? end : end + 2;
        arrived.accept(body.getString(2, end), body.getBuffer(payloadAt, body.length()));
      }
      default -> {}
    }
  }

  private void lost() {
    connected.tryFail("closed");
    unanswered.forEach(waiting -> waiting.tryFail("closed"));
  }

  private int nextId() {
    lastId = lastId % 65_535 + 1;
    return lastId;
  }

  private void send(int type, Buffer body) {
    var packet = Buffer.buffer(body.length() + 5).appendUnsignedByte((short) type);
    var length = body.length();
    do {
      packet.appendByte((byte) (length > 127 ? (length & 0x7F) | 0x80 : length));
      length >>>= 7;
    } while (length > 0);
    socket.write(packet.appendBuffer(body)).onFailure(gone -> {});
  }

  private static Buffer text(Buffer buffer, String text) {
    var bytes = text.getBytes(UTF_8);
    return buffer.appendUnsignedShort(bytes.length).appendBytes(bytes);
  }
}

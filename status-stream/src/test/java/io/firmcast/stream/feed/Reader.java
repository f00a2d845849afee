// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A client of the feed over a real WebSocket, that remembers every frame in order. */
public final class Reader {
  private final List<JsonObject> frames = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  /** Held on to: a client that nobody holds is collected, and closes its sockets. */
  private final WebSocketClient client;

  private Reader(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
    socket.textMessageHandler(text -> frames.add(new JsonObject(text)));
  }

  public static Reader connect(Vertx vertx, WebSocketConnectOptions to) throws TimeoutException {
    return connect(vertx, to, WebSocketClientOptions.DEFAULT_MAX_FRAME_SIZE);
  }

  static Reader connect(Vertx vertx, WebSocketConnectOptions to, int frameBytes)
      throws TimeoutException {
    var options =
        new WebSocketClientOptions()
            .setReceiveBufferSize(16 * 1024)
            .setMaxFrameSize(frameBytes)
            .setMaxMessageSize(1 << 20);
    var client = vertx.createWebSocketClient(options);
    return client.connect(to).map(socket -> new Reader(client, socket)).await(5, TimeUnit.SECONDS);
  }

  public List<JsonObject> frames() {
    return List.copyOf(frames);
  }

  public List<JsonObject> frames(String type) {
    return frames.stream().filter(frame -> type.equals(frame.getString("type"))).toList();
  }

  /** The items of all frames of that type, in order. */
  public List<JsonObject> items(String type) {
    return frames(type).stream().flatMap(Reader::itemsOf).toList();
  }

  /** Whether the newest frame tells everything up to this seq. */
  boolean heard(long seq) {
    var newest = frames.isEmpty() ? null : frames.get(frames.size() - 1);
    return newest != null && newest.getLong("seq", 0L) >= seq;
  }

  public boolean hasSnapshot() {
    return frames("snapshot").stream().anyMatch(frame -> frame.getBoolean("last"));
  }

  void close() throws TimeoutException {
    client.close().await(5, TimeUnit.SECONDS);
  }

  /** Reads no more from the connection. */
  public void pause() {
    socket.pause();
  }

  public void resume() {
    socket.resume();
  }

  public boolean isClosed() {
    return socket.isClosed();
  }

  WebSocket socket() {
    return socket;
  }

  public @Nullable Short closeCode() {
    return socket.isClosed() ? socket.closeStatusCode() : null;
  }

  private static Stream<JsonObject> itemsOf(JsonObject frame) {
    return frame.getJsonArray("items", new JsonArray()).stream().map(JsonObject.class::cast);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A plain WebSocket client of the feed that remembers every frame in order. */
final class FeedReader implements WebSocket.Listener, AutoCloseable {
  private final List<JsonObject> frames = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final WebSocket socket;

  FeedReader(String origin) {
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(origin.replaceFirst("^http", "ws") + "/api/v1/status"), this)
            .join();
  }

  List<JsonObject> frames() {
    return List.copyOf(frames);
  }

  /** The statuses that deltas showed of this device under this update, in order. */
  List<String> statuses(String device, String updateId) {
    return changes()
        .filter(change -> change.getString("deviceId").equals(device))
        .filter(change -> updateId.equals(change.getString("updateId")))
        .map(change -> change.getString("status"))
        .toList();
  }

  Stream<JsonObject> changes() {
    return frames.stream()
        .filter(frame -> frame.getString("type").equals("delta"))
        .flatMap(frame -> frame.getJsonArray("items", new JsonArray()).stream())
        .map(JsonObject.class::cast);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      frames.add(new JsonObject(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public void close() {
    socket.abort();
  }
}

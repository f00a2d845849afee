// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A client that does what the document says and nothing else, and keeps a map of the fleet. */
final class Follower {
  private final Map<String, StatusChanged> map = new HashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private final WebSocketClient client;
  private JsonObject wish;
  private @Nullable WebSocket socket;
  private @Nullable String awaited;
  private String epoch = "";
  private long seq;
  private boolean whole;
  private boolean paused;
  private int wishes;
  private int generation;

  /**
   * @param wish the members of a subscribe frame, without its type and id
   */
  Follower(Vertx vertx, JsonObject wish) {
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions().setReceiveBufferSize(8 * 1024).setMaxMessageSize(1 << 20));
    this.wish = wish;
  }

  void connect(int port) throws TimeoutException {
    cut();
    var mine = generation();
    var to = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI(address());
    var next =
        client
            .connect(to)
            .map(
                opened -> {
                  opened.textMessageHandler(text -> heard(mine, new JsonObject(text)));
                  return opened;
                })
            .await(5, TimeUnit.SECONDS);
    synchronized (this) {
      socket = next;
      paused = false;
    }
  }

  private synchronized int generation() {
    return generation;
  }

  /** The connection is gone without a word. */
  synchronized void cut() {
    generation++;
    var before = socket;
    socket = null;
    awaited = null;
    if (before != null) {
      before.resume();
      before.close();
    }
  }

  synchronized boolean isConnected() {
    return socket != null && !socket.isClosed();
  }

  synchronized void pauseOrResume(boolean pause) {
    if (socket != null && pause != paused) {
      paused = pause;
      if (pause) {
        socket.pause();
      } else {
        socket.resume();
      }
    }
  }

  synchronized void subscribe(JsonObject other) {
    wish = other;
    whole = false;
    if (socket != null && !socket.isClosed()) {
      awaited = "w" + ++wishes;
      socket.writeTextMessage(other.copy().put("type", "subscribe").put("id", awaited).encode());
    }
  }

  synchronized JsonObject wish() {
    return wish;
  }

  synchronized Map<String, StatusChanged> map() {
    return Map.copyOf(map);
  }

  synchronized boolean isWhole() {
    return whole;
  }

  synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  private synchronized void heard(int of, JsonObject frame) {
    if (of != generation) {
      return; // of a connection that was given up
    }
    switch (frame.getString("type")) {
      case "hello" -> greeted(frame);
      case "gone" -> whole = false;
      case "snapshot" -> {
        inOrder(frame);
        if (frame.getBoolean("first")) {
          map.clear();
        }
        take(frame);
        whole = frame.getBoolean("last") && Objects.equals(frame.getString("id"), awaited);
      }
      case "delta" -> {
        inOrder(frame);
        take(frame);
      }
      case "bookmark" -> inOrder(frame);
      default -> complaints.add(frame.encode());
    }
  }

  private void greeted(JsonObject hello) {
    if (!hello.getString("epoch").equals(epoch)) {
      epoch = hello.getString("epoch");
      seq = 0;
    }
    if (hello.getLong("seq") < seq) {
      complaints.add("greeted with " + hello.getLong("seq") + " after " + seq);
    }
  }

  private void inOrder(JsonObject frame) {
    if (frame.getLong("seq") < seq) {
      complaints.add("seq " + frame.getLong("seq") + " after " + seq);
    }
    seq = frame.getLong("seq");
  }

  private void take(JsonObject frame) {
    frame.getJsonArray("items", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .forEach(
            item -> {
              if (item.getBoolean("left", false)) {
                map.remove(item.getString("deviceId"));
              } else {
                map.put(item.getString("deviceId"), StatusChanged.fromJson(item));
              }
            });
  }

  private synchronized String address() {
    var query = new ArrayList<String>();
    wish.forEach(
        entry -> {
          if (entry.getValue() instanceof JsonArray values) {
            values.forEach(value -> query.add(entry.getKey() + "=" + value));
          } else {
            query.add(entry.getKey() + "=" + entry.getValue());
          }
        });
    if (whole) {
      query.add("from=" + epoch + ":" + seq);
    }
    return Feed.PATH + (query.isEmpty() ? "" : "?" + String.join("&", query));
  }
}

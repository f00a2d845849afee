// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A reader of the hub's server-sent events by plain HTTP. */
final class EventLines implements AutoCloseable {

  /** One event as it came. */
  record Event(String id, String name, JsonObject data) {

    JsonObject application() {
      var properties = data.getJsonObject("event").getJsonObject("properties");
      return properties.getJsonObject("application");
    }

    String opType() {
      return application().getString("opType");
    }

    String deviceId() {
      return application().getString("deviceId");
    }

    JsonObject payload() {
      return data.getJsonObject("event").getJsonObject("payload");
    }
  }

  final List<Event> events = new CopyOnWriteArrayList<>();
  final int status;
  final CompletableFuture<Void> ended;
  private final InputStream body;

  private EventLines(HttpResponse<InputStream> response) {
    this.status = response.statusCode();
    this.body = response.body();
    this.ended = CompletableFuture.runAsync(this::read, task -> new Thread(task).start());
  }

  /** Opens a stream; the headers are names and values by turns. */
  static EventLines open(TestHub hub, String token, String query, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("https://" + hub.serviceHost() + "/events" + query))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var client = HttpClient.newBuilder().sslContext(hub.trust()).build();
      return new EventLines(
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<Event> first(int count) {
    await().until(() -> events.size() >= count);
    return events;
  }

  private void read() {
    var id = "";
    var name = "";
    try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(id, name, new JsonObject(line.substring(6))));
        }
      }
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

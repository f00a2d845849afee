// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The service API by plain HTTP, for what the SDK does not let one send or see. */
final class Rest {

  private final HttpClient client;
  private final String base;
  private final @Nullable String token;

  Rest(TestHub hub, @Nullable String token) {
    this.client = hub.http;
    this.base = "https://" + hub.serviceHost();
    this.token = token;
  }

  /** An answer, its body read on demand. */
  record Reply(int status, String text, Map<String, List<String>> headers) {

    JsonObject json() {
      return new JsonObject(text);
    }

    JsonArray array() {
      return new JsonArray(text);
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
    }

    /** The coded error inside a form A body. */
    JsonObject coded() {
      return new JsonObject(json().getString("Message"));
    }
  }

  Reply get(String path) {
    return send("GET", path, null);
  }

  Reply send(String method, String path, @Nullable JsonObject body, String... headers) {
    return sendText(method, path, body == null ? null : body.encode(), headers);
  }

  Reply sendText(String method, String path, @Nullable String body, String... headers) {
    var separator = path.contains("?") ? "" : "?api-version=2021-04-12";
    var request =
        HttpRequest.newBuilder(URI.create(base + path + separator))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return reply(request.build());
  }

  private Reply reply(HttpRequest request) {
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.body(), response.headers().map());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

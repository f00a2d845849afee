// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The services' HTTP API as a command calls it: blocking, on the command's own thread. The JDK's
 * client, because a command that makes two calls need not start an event loop.
 */
final class ServiceApi {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  ServiceApi(URI base) {
    this.base = base;
  }

  /** The address below this service's own; path segments are encoded with {@link #segment}. */
  URI at(String path) {
    return URI.create(base.toString().replaceAll("/+$", "") + path);
  }

  HttpClient http() {
    return http;
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The body of a 2xx answer; a problem becomes the failure its code deserves. */
  JsonObject get(String path) {
    return send(HttpRequest.newBuilder(at(path)));
  }

  /** As {@link #get}. */
  JsonObject post(String path, JsonObject body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.encode())));
  }

  private JsonObject send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
      var body = json(answer);
      if (answer.statusCode() >= 300) {
        throw failure(answer.statusCode(), body);
      }
      return body;
    } catch (IOException unreachable) {
      throw new CliFailure(
          Exit.FAILED,
          "Nothing answers at %s: start it with './firmcast up', or name another with --url."
              .formatted(base));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CliFailure(Exit.FAILED, "Interrupted.");
    }
  }

  private JsonObject json(HttpResponse<String> answer) {
    try {
      return new JsonObject(answer.body());
    } catch (DecodeException notJson) {
      throw new CliFailure(
          Exit.FAILED,
          "%s does not speak Firmcast's API (HTTP %d, no JSON): check --url."
              .formatted(base, answer.statusCode()));
    }
  }

  private static CliFailure failure(int status, JsonObject problem) {
    var exit =
        switch (problem.getString("code", "")) {
          case "device-not-found", "not-found" -> Exit.NOT_FOUND;
          case "device-timeout" -> Exit.TIMED_OUT;
          default -> Exit.FAILED;
        };
    return new CliFailure(exit, problem.getString("detail", "HTTP " + status));
  }
}

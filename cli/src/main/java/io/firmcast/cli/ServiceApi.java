// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

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
    return post(path, body, Map.of());
  }

  /** As {@link #get}. */
  JsonObject post(String path, JsonObject body, Map<String, String> headers) {
    return send(with(path, headers).POST(BodyPublishers.ofString(body.encode())));
  }

  /** As {@link #get}. */
  JsonObject put(String path, JsonObject body, Map<String, String> headers) {
    return send(with(path, headers).PUT(BodyPublishers.ofString(body.encode())));
  }

  /** Copies the body of a 2xx answer as it comes; it may be long. */
  void copy(String path, OutputStream to) {
    var answer = ask(HttpRequest.newBuilder(at(path)), BodyHandlers.ofInputStream());
    try (var body = answer.body()) {
      if (answer.statusCode() >= 300) {
        var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        throw failure(answer.statusCode(), json(answer.statusCode(), text));
      }
      body.transferTo(to);
      to.flush();
    } catch (IOException cut) {
      throw new CliFailure(Exit.FAILED, "The answer broke off; what was written is not all.");
    }
  }

  private HttpRequest.Builder with(String path, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(at(path)).header("Content-Type", "application/json");
    headers.forEach(request::header);
    return request;
  }

  private JsonObject send(HttpRequest.Builder request) {
    var answer = ask(request, BodyHandlers.ofString());
    var body = json(answer.statusCode(), answer.body());
    if (answer.statusCode() >= 300) {
      throw failure(answer.statusCode(), body);
    }
    return body;
  }

  private <T> HttpResponse<T> ask(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.timeout(TIMEOUT).build(), handler);
    } catch (IOException unreachable) {
      throw new ServiceUnreachable(
          "Nothing answers at %s: start it with './firmcast up', or name another with --url."
              .formatted(base));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new CliFailure(Exit.FAILED, "Interrupted.");
    }
  }

  private JsonObject json(int status, String text) {
    try {
      return new JsonObject(text);
    } catch (DecodeException notJson) {
      throw new CliFailure(
          Exit.FAILED,
          "%s does not speak Firmcast's API (HTTP %d, no JSON): check --url."
              .formatted(base, status));
    }
  }

  private static CliFailure failure(int status, JsonObject problem) {
    var exit =
        switch (problem.getString("code", "")) {
          case "device-not-found",
              "not-found",
              "rollout-not-found",
              "device-not-in-rollout",
              "no-forecast" ->
              Exit.NOT_FOUND;
          case "device-timeout", "forecast-timeout" -> Exit.TIMED_OUT;
          default -> Exit.FAILED;
        };
    return new ServiceProblem(
        exit, problem.getString("detail", "HTTP " + status), status, problem.getString("pointer"));
  }
}

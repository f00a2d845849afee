// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The API as any client would call it. */
final class Http {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Http() {}

  record Answer(int status, JsonObject body) {}

  static Answer get(String url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  static Answer update(String origin, String device) throws IOException, InterruptedException {
    return update(origin, device, "{\"fwPackageUri\":\"https://fw.example/router-2.1.0.bin\"}");
  }

  static Answer update(String origin, String device, String body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(
                URI.create(origin + "/api/v1/devices/" + device + "/firmware-update"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  /** A request with a body of JSON. */
  static Answer send(String method, String url, JsonObject body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body.encode()));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Whether the address answers with that status; false while nothing listens there. */
  static boolean answers(String url, int status) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == status;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        CLIENT.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    return new Answer(answer.statusCode(), new JsonObject(answer.body()));
  }
}

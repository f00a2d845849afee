// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What only a local hub has, under {@code /admin}, as its owner: blocking, on the command's thread.
 */
final class LocalHubAdmin {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(5);

  private final ConnectionString service;
  private final HttpClient http;

  LocalHubAdmin(ConnectionString service, Trust trust) {
    this.service = service;
    this.http =
        HttpClient.newBuilder().sslContext(trust.sslContext()).connectTimeout(CONNECT).build();
  }

  JsonObject get(String path) {
    return send("GET", path, null);
  }

  /** The body of a good answer, empty where it has none; a refusal becomes the failure it means. */
  JsonObject send(String method, String path, @Nullable JsonObject body) {
    var content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode());
    var token = SasToken.forService(service, Clock.systemUTC().instant().plus(TOKEN_LIFE));
    var request =
        HttpRequest.newBuilder(URI.create("https://" + service.hostName() + "/admin" + path))
            .timeout(ANSWER)
            .header("Authorization", token)
            .header("Content-Type", "application/json")
            .method(method, content)
            .build();
    try {
      return read(http.send(request, BodyHandlers.ofString()));
    } catch (IOException unreachable) {
      throw failed(
          "%s: %s: start the local hub with 'firmcast hub', and check --data."
              .formatted(service.hostName(), sentence(unreachable)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failed("Interrupted.");
    }
  }

  private JsonObject read(HttpResponse<String> answer) {
    if (answer.statusCode() == 204) {
      return new JsonObject();
    }
    try {
      var body = new JsonObject(answer.body());
      if (answer.statusCode() < 300) {
        return body;
      }
      if (body.containsKey("detail")) {
        throw refused(answer.statusCode(), body.getString("detail"));
      }
    } catch (DecodeException notJson) {
      // Says below what it is not.
    }
    throw failed(
        "%s is no local hub: what Azure has of this, 'az iot hub' shows and changes."
            .formatted(service.hostName()));
  }

  private CliFailure refused(int status, String detail) {
    return switch (status) {
      case 401 ->
          failed(
              "The hub %s refuses the connection string: this needs the policy iothubowner and its key of now."
                  .formatted(service.hostName()));
      case 404 -> new CliFailure(Exit.NOT_FOUND, detail);
      default -> failed("The hub refuses this: " + detail);
    };
  }

  private static String sentence(IOException failure) {
    return failure instanceof SSLException
        ? "its certificate is not trusted here (--ca-file)"
        : "nothing answers";
  }

  private static CliFailure failed(String sentence) {
    return new CliFailure(Exit.FAILED, sentence);
  }
}

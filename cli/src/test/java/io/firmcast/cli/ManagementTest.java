// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ManagementTest {
  private static final String HOST = "127.0.0.1";

  @Test
  void a_process_is_alive_although_a_check_is_down_and_says_why() throws Exception {
    try (var process = new Lifetime()) {
      var port = free();
      var ready =
          HealthChecks.create(process.vertx())
              .register(
                  "hub",
                  check -> check.complete(Status.KO(new JsonObject().put("reason", "is away"))));

      Management.start(process, ready, HOST, port);

      assertThat(get(port, "/health/live").statusCode()).isBetween(200, 204);
      assertThat(get(port, "/health/ready").statusCode()).isEqualTo(503);
      assertThat(get(port, "/health/ready").body()).contains("hub", "is away");
    }
  }

  @Test
  void a_busy_management_port_is_named_with_its_flag() throws Exception {
    try (var process = new Lifetime();
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var checks = HealthChecks.create(process.vertx());

      assertThatThrownBy(() -> Management.start(process, checks, HOST, taken.getLocalPort()))
          .isInstanceOf(CliFailure.class)
          .hasMessageContaining(taken.getLocalPort() + "")
          .hasMessageContaining("--management-port");
    }
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static int free() throws Exception {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

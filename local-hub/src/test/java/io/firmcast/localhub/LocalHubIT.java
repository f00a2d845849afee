// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub as a library: starting, stopping and what it hands out. */
class LocalHubIT {

  private static final String HOST = "127.0.0.38";

  @Test
  void a_busy_mqtt_port_fails_the_start_with_its_number_and_frees_all_else(@TempDir Path data)
      throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      var settings = new LocalHubSettings(HOST, busy.getLocalPort(), 0, data);

      var refused = refusal(settings);

      assertThat(refused.kind()).isEqualTo(PortInUseException.Kind.MQTT);
      assertThat(refused.port()).isEqualTo(busy.getLocalPort());
    }
    TestHub.start(new LocalHubSettings(HOST, 0, 0, data)).close();
  }

  @Test
  void a_busy_https_port_fails_the_start_with_its_number() throws Exception {
    try (var busy = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      var refused = refusal(new LocalHubSettings(HOST, 0, busy.getLocalPort(), null));

      assertThat(refused.kind()).isEqualTo(PortInUseException.Kind.HTTPS);
      assertThat(refused.port()).isEqualTo(busy.getLocalPort());
    }
  }

  @Test
  void connection_strings_name_the_host_and_carry_the_https_port() {
    try (var hub = TestHub.start(HOST)) {
      hub.device("dev1");

      assertThat(hub.hub.hostName()).isEqualTo(HOST);
      assertThat(hub.hub.serviceConnectionString())
          .startsWith(
              "HostName=%s:%d;SharedAccessKeyName=iothubowner;SharedAccessKey="
                  .formatted(HOST, hub.hub.httpsPort()));
      assertThat(hub.hub.deviceConnectionString("dev1"))
          .startsWith("HostName=" + HOST + ";DeviceId=dev1;SharedAccessKey=");
      assertThat(hub.hub.caFile()).isEmpty();
      assertThatThrownBy(() -> hub.device("dev1")).hasRootCauseMessage("Device already exists");
      assertThatThrownBy(() -> hub.hub.deviceConnectionString("nobody")).isNotNull();
    }
  }

  @Test
  void close_answers_what_is_in_flight_refuses_connections_and_can_be_called_twice()
      throws Exception {
    var hub = TestHub.start(HOST);
    var device = RawDevice.connect(hub, "dev1", hub.device("dev1")).subscribe(RawDevice.METHODS);
    var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":30}";
    var rest = hub.rest();
    var call =
        CompletableFuture.supplyAsync(() -> rest.sendText("POST", "/twins/dev1/methods", body));
    var topic = device.awaitMessage("$iothub/methods").topic();
    var mqttPort = hub.hub.mqttPort();

    var closed = hub.hub.close();
    device.publish(RawDevice.reply(topic), "\"in time\"");

    assertThat(call.join().text()).contains("in time");
    TestHub.await(closed);
    device.awaitClosed();
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> new Socket(HOST, mqttPort).close())
                    .isInstanceOf(ConnectException.class));
    hub.close();
  }

  @Test
  void C15_while_closing_a_new_connection_gets_connack_3_and_an_unanswered_call_503() {
    var hub = TestHub.start(HOST);
    var key = hub.device("dev1");
    var device = RawDevice.connect(hub, "dev1", key).subscribe(RawDevice.METHODS);
    var body = "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":30}";
    var rest = hub.rest();
    var call =
        CompletableFuture.supplyAsync(
            () -> rest.sendText("POST", "/twins/dev1/methods", body).status());
    device.awaitMessage("$iothub/methods");

    var closed = hub.hub.close();

    assertThat(RawDevice.connackOf(hub, RawDevice.Connect.of(hub, "dev1", key))).isEqualTo(3);
    TestHub.await(closed);
    assertThat(call).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(503);
    hub.close();
  }

  private static PortInUseException refusal(LocalHubSettings settings) {
    var vertx = Vertx.vertx();
    var start = LocalHub.start(vertx, settings);
    await().until(start::isComplete);
    TestHub.await(vertx.close());
    assertThat(start.failed()).isTrue();
    return (PortInUseException) start.cause();
  }
}

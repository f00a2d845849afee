// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.AzureHub;
import io.firmcast.hub.MqttDevice;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.stream.feed.Reader;
import io.firmcast.stream.ingest.Story;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status stream over the Azure SDK, with devices at the local hub. */
class StatusStreamIT {
  private static final String ADDRESS = "127.0.0.51";

  private final Vertx vertx = Vertx.vertx();
  private final LocalHub hub;
  private final AzureHub azure;
  private final StatusStreamVerticle stream;

  StatusStreamIT(@TempDir Path data) throws TimeoutException {
    hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data)));
    var service = ConnectionString.parse(hub.serviceConnectionString());
    azure = new AzureHub(vertx, service, Trust.of(hub.caFile().orElseThrow()));
    var settings =
        StatusStreamSettings.DEFAULTS
            .withAddress(ADDRESS, 0)
            .withPace(Duration.ofMillis(100), Duration.ofMillis(500));
    stream =
        new StatusStreamVerticle(azure, settings, Clock.systemUTC(), RandomGenerator.getDefault());
  }

  @BeforeEach
  void start() throws TimeoutException {
    for (int i = 0; i < 130; i++) {
      done(hub.createDevice("sim-" + i));
    }
    done(vertx.deployVerticle(stream));
  }

  @AfterEach
  void stop() throws TimeoutException {
    done(azure.close());
    done(hub.close());
    done(vertx.close());
  }

  @Test
  void every_device_is_found_and_every_phase_of_an_update_told_in_order() throws TimeoutException {
    var device = connected("sim-3");
    var story = new Story("sim-3").at("standBy");
    done(device.report(story.json()));
    var reader = reader();
    await().until(() -> items(reader, "sim-3").contains("standBy"));

    UpdateStarted.TOPIC.publish(
        vertx, new UpdateStarted(new DeviceId("sim-3"), new UpdateId("u1")));
    for (var status : List.of("downloading", "applying", "completed")) {
      done(device.report(story.update("u1").at(status).json()));
    }

    await().until(() -> items(reader, "sim-3").contains("completed"));
    assertThat(items(reader, "sim-3"))
        .endsWith("standBy", "downloading", "applying", "completed")
        .doesNotHaveDuplicates();
    await()
        .untilAsserted(
            () ->
                assertThat(shown(reader).map(item -> item.getString("deviceId")).distinct())
                    .hasSize(130));
  }

  @Test
  void a_change_that_nobody_announced_is_found_by_the_sweep() throws TimeoutException {
    var quiet = connected("sim-4");
    var other = connected("sim-5");
    done(quiet.report(new Story("sim-4").at("standBy").json()));
    var reader = reader();
    await().until(() -> items(reader, "sim-4").contains("standBy"));
    // A first stamp is known now: from here on the sweep asks only for what is newer.

    done(other.report(new Story("sim-5").at("failed").json()));
    done(quiet.report(new JsonObject().put("firmwareStatus", 42)));

    await().until(() -> items(reader, "sim-5").contains("failed"));
    await().until(() -> items(reader, "sim-4").contains("unknown"));
  }

  @Test
  void the_whole_fleet_is_counted_by_the_hub() throws TimeoutException {
    done(connected("sim-9").report(new Story("sim-9").at("failed").json()));

    var client = WebClient.create(vertx);
    await()
        .untilAsserted(
            () -> {
              var totals = done(client.get(stream.port(), ADDRESS, "/api/v1/status/totals").send());
              assertThat(totals.statusCode()).isEqualTo(200);
              assertThat(totals.bodyAsJsonObject().getInteger("devices")).isEqualTo(130);
            });
    assertThat(stream.metrics()).contains("firmcast_stream_poll_interval_seconds 0.1");
  }

  @Test
  void without_its_hub_it_says_so_and_goes_on_serving() throws TimeoutException {
    await().until(() -> readiness().isOk());

    done(hub.close());

    await().atMost(Duration.ofSeconds(20)).until(() -> !readiness().isOk());
    var reader = reader();
    await().until(reader::hasSnapshot);
    assertThat(reader.frames("hello")).allMatch(hello -> hello.getBoolean("stale"));
  }

  private MqttDevice connected(String device) throws TimeoutException {
    return done(
        MqttDevice.connect(
            vertx,
            ConnectionString.parse(hub.deviceConnectionString(device)),
            hub.mqttPort(),
            hub.caPem(),
            (name, payload) -> null));
  }

  private Reader reader() throws TimeoutException {
    return Reader.connect(
        vertx,
        new WebSocketConnectOptions()
            .setHost(ADDRESS)
            .setPort(stream.port())
            .setURI("/api/v1/status"));
  }

  private static List<String> items(Reader reader, String device) {
    return shown(reader)
        .filter(item -> item.getString("deviceId").equals(device))
        .map(item -> item.getString("status"))
        .toList();
  }

  private static Stream<JsonObject> shown(Reader reader) {
    return Stream.concat(reader.items("snapshot").stream(), reader.items("delta").stream());
  }

  private Status readiness() throws TimeoutException {
    Promise<Status> answer = Promise.promise();
    stream.readiness().handle(answer);
    return done(answer.future());
  }

  private static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}

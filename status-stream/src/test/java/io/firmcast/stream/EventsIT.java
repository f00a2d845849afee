// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.AzureHub;
import io.firmcast.hub.CountingHub;
import io.firmcast.hub.MqttDevice;
import io.firmcast.hub.events.LocalHubEvents;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.firmcast.stream.feed.Reader;
import io.firmcast.stream.ingest.Story;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status stream told by the local hub itself. */
class EventsIT {
  private static final String ADDRESS = "127.0.0.53";

  private final Vertx vertx = Vertx.vertx();
  private final LocalHub hub;
  private final CountingHub counting;
  private final StatusStreamVerticle stream;

  EventsIT(@TempDir Path data) throws TimeoutException {
    hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data)));
    var service = ConnectionString.parse(hub.serviceConnectionString());
    var trust = Trust.of(hub.caFile().orElseThrow());
    var random = RandomGenerator.getDefault();
    counting = new CountingHub(new AzureHub(vertx, service, trust));
    stream =
        new StatusStreamVerticle(
            counting,
            new LocalHubEvents(vertx, service, trust, Clock.systemUTC(), random),
            StatusStreamSettings.DEFAULTS
                .withAddress(ADDRESS, 0)
                .withHub(HubRates.UNLIMITED, SourceKind.EVENTS),
            Clock.systemUTC(),
            random);
  }

  @AfterEach
  void stop() throws TimeoutException {
    done(vertx.close());
    done(counting.close());
  }

  @Test
  void every_phase_is_told_at_once_and_costs_no_reading() throws TimeoutException {
    done(hub.createDevice("sim-3"));
    var story = new Story("sim-3").at("standBy");
    var device =
        done(
            MqttDevice.connect(
                vertx,
                ConnectionString.parse(hub.deviceConnectionString("sim-3")),
                hub.mqttPort(),
                hub.caPem(),
                (name, payload) -> null));
    done(device.report(story.json()));
    done(vertx.deployVerticle(stream));
    var to =
        new WebSocketConnectOptions()
            .setHost(ADDRESS)
            .setPort(stream.port())
            .setURI("/api/v1/status");
    var reader = Reader.connect(vertx, to);
    await().until(() -> reader.hasSnapshot() && !statuses(reader).isEmpty());

    var read = counting.reads("sim-3");
    for (var status : List.of("downloading", "applying", "completed")) {
      done(device.report(story.update("u1").at(status).json()));
    }
    await().until(() -> statuses(reader).contains("completed"));

    assertThat(statuses(reader)).containsExactly("standBy", "downloading", "applying", "completed");
    assertThat(counting.reads("sim-3") - read).as("readings, but for the repair").isLessThan(3);
    done(hub.createDevice("sim-4"));
    await()
        .until(
            () ->
                reader.items("delta").stream()
                    .anyMatch(item -> item.getString("deviceId").equals("sim-4")));
  }

  private static List<String> statuses(Reader reader) {
    return Stream.of("snapshot", "delta")
        .flatMap(type -> reader.items(type).stream())
        .filter(item -> item.getString("deviceId").equals("sim-3"))
        .map(item -> item.getString("status"))
        .toList();
  }

  private static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(20, TimeUnit.SECONDS);
  }
}

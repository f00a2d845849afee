// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.MqttDevice;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the local hub tells by itself, with a device that reports. */
class LocalHubEventsIT {
  private static final String ADDRESS = "127.0.0.48";

  private final Vertx vertx = Vertx.vertx();
  private final List<Object> heard = new CopyOnWriteArrayList<>();
  private final LocalHub hub;
  private final TwinEvents events;

  LocalHubEventsIT(@TempDir Path data) throws TimeoutException {
    hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data)));
    events =
        new LocalHubEvents(
            vertx,
            ConnectionString.parse(hub.serviceConnectionString()),
            Trust.of(hub.caFile().orElseThrow()),
            Clock.systemUTC(),
            new Random(7));
  }

  @AfterEach
  void stop() throws TimeoutException {
    done(events.stop());
    done(hub.close());
    done(vertx.close());
  }

  @Test
  void a_device_that_is_created_and_reports_is_told_of_in_order() throws TimeoutException {
    done(events.start(listener()));
    await().until(() -> heard.equals(List.of("missed")));

    done(hub.createDevice("sim-1"));
    var device = connected();
    done(device.report(new JsonObject().put("firmwareStatus", "standBy")));
    await().until(() -> heard.size() == 3);

    assertThat(heard.get(1)).isEqualTo(new TwinEvent.Created(new DeviceId("sim-1")));
    assertThat(heard.get(2))
        .isInstanceOfSatisfying(
            TwinEvent.Reported.class,
            report -> {
              assertThat(report.patch())
                  .isEqualTo(new JsonObject().put("firmwareStatus", "standBy"));
              assertThat(report.version()).isEqualTo(2);
            });
  }

  private TwinEvents.Listener listener() {
    return new TwinEvents.Listener() {
      @Override
      public void happened(TwinEvent event) {
        heard.add(event);
      }

      @Override
      public void missed() {
        heard.add("missed");
      }
    };
  }

  private MqttDevice connected() throws TimeoutException {
    return done(
        MqttDevice.connect(
            vertx,
            ConnectionString.parse(hub.deviceConnectionString("sim-1")),
            hub.mqttPort(),
            hub.caPem(),
            (name, payload) -> null));
  }

  private static <T> T done(Future<T> future) throws TimeoutException {
    return future.await(10, TimeUnit.SECONDS);
  }
}

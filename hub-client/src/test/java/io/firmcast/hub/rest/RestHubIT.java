// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.BulkRegistry;
import io.firmcast.hub.Credentials;
import io.firmcast.hub.Devices;
import io.firmcast.hub.DevicesContract;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.MqttDevice;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestHubIT extends DevicesContract {
  private static final String ADDRESS = "127.0.0.42";
  private static final Identity DEVICE = Identity.of("dev1");

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private @Nullable LocalHub started;
  private @Nullable RestHub opened;

  @BeforeEach
  void start() {
    var hub = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data)));
    var service = ConnectionString.parse(hub.serviceConnectionString());
    started = hub;
    opened = new RestHub(vertx, service, Trust.of(hub.caFile().orElseThrow()), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    done(hub().close());
    done(vertx.close());
  }

  private BulkRegistry bulk() {
    return present(opened);
  }

  @Override
  protected Devices devices() {
    return present(opened);
  }

  @Test
  void R10_a_twin_is_the_hub_s_own_document() {
    done(hub().createDevice("dev1"));

    var twin = done(devices().twin(DEVICE));

    assertThat(twin.getString("connectionState")).isEqualTo("Disconnected");
    assertThat(twin.getJsonObject("properties").getJsonObject("desired").getJsonObject("$metadata"))
        .isNotNull();
  }

  @Test
  void M03_any_json_goes_to_the_device_and_comes_back() {
    connected((name, payload) -> new MethodAnswer(418, new JsonArray().add(name).add(payload)));

    var answer = done(devices().invoke(DEVICE, method(new JsonObject().put("delay", 3))));

    assertThat(answer)
        .isEqualTo(
            new MethodAnswer(
                418, new JsonArray().add("reboot").add(new JsonObject("{\"delay\":3}"))));
  }

  @Test
  void M05_M08_a_device_that_is_away_and_one_that_is_silent_are_told_apart() {
    done(hub().createDevice("away"));
    assertThat(reason(devices().invoke(Identity.of("away"), method(null))))
        .isEqualTo(Reason.DEVICE_OFFLINE);

    connected((name, payload) -> null);
    assertThat(reason(devices().invoke(DEVICE, method(new JsonObject()))))
        .isEqualTo(Reason.DEVICE_TIMEOUT);
  }

  @Test
  void Q01_the_pages_of_a_query_are_all_devices_and_none_twice() {
    IntStream.range(0, 24).forEach(i -> done(hub().createDevice("d-" + i)));

    var seen = new HashSet<String>();
    String continuation = null;
    do {
      var page = done(devices().query("SELECT deviceId FROM devices", 10, continuation));
      page.rows().forEach(row -> assertThat(seen.add(row.getString("deviceId"))).isTrue());
      continuation = page.continuation();
    } while (continuation != null);

    assertThat(seen).hasSize(24);
  }

  @Test
  void missing_devices_are_registered_together_and_known_ones_left_as_they_are() {
    done(hub().createDevice("d-1"));
    var before = done(devices().identity(Identity.of("d-1")));
    var all = IntStream.range(0, 100).mapToObj(i -> new DeviceId("d-" + i)).toList();

    done(bulk().createMissing(all));
    done(bulk().createMissing(all));

    assertThat(done(devices().identity(Identity.of("d-1")))).isEqualTo(before);
    var made = done(devices().identity(Identity.of("d-99")));
    assertThat(made.getString("status")).isEqualTo("enabled");
    assertThat(
            made.getJsonObject("authentication")
                .getJsonObject("symmetricKey")
                .getString("primaryKey"))
        .isNotBlank();
  }

  @Test
  void a_bulk_request_that_the_hub_does_not_understand_is_a_failure() {
    var tooMany = IntStream.range(0, 101).mapToObj(i -> new DeviceId("d-" + i)).toList();

    assertThat(reason(bulk().createMissing(tooMany))).isEqualTo(Reason.BAD_REQUEST);
    assertThat(reason(devices().identity(Identity.of("d-0")))).isEqualTo(Reason.DEVICE_NOT_FOUND);
  }

  @Test
  void R17_an_id_that_a_path_cannot_hold_as_it_is_names_that_device() {
    var odd = new Identity(new DeviceId("a#b?c%20+d"), null);

    done(devices().create(odd, new Credentials.Keys(), true));

    assertThat(done(devices().twin(odd)).getString("deviceId")).isEqualTo("a#b?c%20+d");
  }

  private void connected(BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    done(hub().createDevice("dev1"));
    var device = ConnectionString.parse(hub().deviceConnectionString("dev1"));
    done(MqttDevice.connect(vertx, device, hub().mqttPort(), hub().caPem(), methods));
    await()
        .untilAsserted(
            () ->
                assertThat(done(devices().twin(DEVICE)).getString("connectionState"))
                    .isEqualTo("Connected"));
  }

  private static DirectMethod method(@Nullable Object payload) {
    return new DirectMethod("reboot", payload, Duration.ZERO, Duration.ofSeconds(5));
  }

  private LocalHub hub() {
    return present(started);
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("not started");
    }
    return value;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHub;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every adapter must do at a real hub, here the local one; each has a subclass. Statement ids
 * are those of iot-hub-protocol.md section 9.
 */
abstract class HubContract {
  private static final String ADDRESS = "127.0.0.41";
  private static final DeviceId DEVICE = new DeviceId("dev1");

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private @Nullable LocalHub started;
  private @Nullable Hub opened;

  /** The adapter under test; what it returns is also a {@link Registry}. */
  abstract Hub adapter(Vertx vertx, ConnectionString service, Trust trust);

  @BeforeEach
  void start() {
    started = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, 0, data)));
    opened = adapter(vertx, service(), trust());
    done(localHub().createDevice(DEVICE.value()));
  }

  @AfterEach
  void stop() {
    done(hub().close());
    done(localHub().close());
    done(vertx.close());
  }

  @Test
  void R10_a_new_twin_is_empty_and_not_connected() {
    var twin = done(hub().twin(DEVICE));

    assertThat(twin).isEqualTo(new Twin(DEVICE, false, new JsonObject(), 1, new JsonObject(), 1));
  }

  @Test
  void R11_an_unknown_device_is_not_found() {
    assertThat(reason(hub().twin(new DeviceId("nobody")))).isEqualTo(Reason.DEVICE_NOT_FOUND);
    assertThat(reason(hub().invoke(new DeviceId("nobody"), method(5))))
        .isEqualTo(Reason.DEVICE_NOT_FOUND);
  }

  @Test
  void T18_what_a_device_reports_is_read_at_once_with_its_version() {
    var device = connected((name, payload) -> new MethodAnswer(200, payload));

    done(device.report(new JsonObject().put("firmwareStatus", "downloading")));

    await()
        .untilAsserted(() -> assertThat(done(hub().twin(DEVICE)).reportedVersion()).isEqualTo(2));
    var twin = done(hub().twin(DEVICE));
    assertThat(twin.connected()).isTrue();
    assertThat(twin.reported()).isEqualTo(new JsonObject().put("firmwareStatus", "downloading"));
  }

  @Test
  void nonsense_in_a_twin_is_read_as_it_is() {
    var device = connected((name, payload) -> new MethodAnswer(200, payload));
    var nonsense =
        new JsonObject()
            .put("firmwareStatus", new JsonArray().add(1).add(new JsonObject().put("a", true)))
            .put("logTime", 4_503_599_627_370_495L)
            .put("size", -1.5e-7)
            .put("firmware", "<script>alert(1)</script>")
            .put("deep", new JsonObject("{\"a\":".repeat(5) + "[[[1]]]" + "}".repeat(5)));

    done(device.report(nonsense));

    await()
        .untilAsserted(() -> assertThat(done(hub().twin(DEVICE)).reportedVersion()).isEqualTo(2));
    assertThat(done(hub().twin(DEVICE)).reported()).isEqualTo(nonsense);
  }

  @Test
  void R04_what_is_desired_waits_in_the_twin_and_null_deletes() {
    var wanted = new JsonObject().put("updateId", "r42").put("size", 5_000_000_000L);
    done(hub().desire(DEVICE, new JsonObject().put("firmware", wanted).put("other", 1)));
    done(hub().desire(DEVICE, new JsonObject().putNull("other")));

    var twin = done(hub().twin(DEVICE));

    assertThat(twin.desired()).isEqualTo(new JsonObject().put("firmware", wanted));
    assertThat(twin.desiredVersion()).isEqualTo(3);
    assertThat(reason(hub().desire(new DeviceId("nobody"), wanted)))
        .isEqualTo(Reason.DEVICE_NOT_FOUND);
  }

  @Test
  void M01_a_method_brings_the_payload_there_and_the_answer_back() {
    connected((name, payload) -> new MethodAnswer(207, new JsonObject().put(name, payload)));

    var answer = done(hub().invoke(DEVICE, method(5)));

    assertThat(answer)
        .isEqualTo(
            new MethodAnswer(207, new JsonObject().put("firmwareUpdate", method(5).payload())));
  }

  @Test
  void M03_any_json_comes_back_unchanged() {
    for (var json : new String[] {"[1,\"a\",null]", "\"text\"", "1.5", "true", "null", "{}"}) {
      var device = connected((name, payload) -> new MethodAnswer(200, Json.decodeValue(json)));

      assertThat(done(hub().invoke(DEVICE, method(5))).payload()).isEqualTo(Json.decodeValue(json));
      done(device.disconnect());
    }
  }

  @Test
  void M05_an_offline_device_is_told_at_once() {
    var before = Instant.now();

    assertThat(reason(hub().invoke(DEVICE, method(30)))).isEqualTo(Reason.DEVICE_OFFLINE);

    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void M08_a_device_that_gives_no_answer_is_a_time_out_of_the_device() {
    connected((name, payload) -> null);

    assertThat(reason(hub().invoke(DEVICE, method(5)))).isEqualTo(Reason.DEVICE_TIMEOUT);
  }

  @Test
  void M12_many_methods_at_once_each_get_their_own_answer() {
    connected((name, payload) -> new MethodAnswer(200, payload));

    var answers =
        done(
            Future.all(
                IntStream.range(0, 100)
                    .mapToObj(i -> hub().invoke(DEVICE, method(20, new JsonObject().put("i", i))))
                    .toList()));

    assertThat(answers.<MethodAnswer>list())
        .extracting(answer -> ((JsonObject) requirePresent(answer.payload())).getInteger("i"))
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void Q01_the_pages_of_a_query_are_all_devices_and_none_twice() {
    IntStream.range(0, 24).forEach(i -> done(localHub().createDevice("more-" + i)));

    var seen = new HashSet<String>();
    var rows = 0;
    String continuation = null;
    do {
      var page = done(hub().query("SELECT deviceId FROM devices", 10, continuation));
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(10);
      page.rows().forEach(row -> seen.add(row.getString("deviceId")));
      rows += page.rows().size();
      continuation = page.continuation();
    } while (continuation != null);

    assertThat(rows).isEqualTo(25);
    assertThat(seen).hasSize(25).contains("dev1", "more-23");
  }

  @Test
  void Q02_no_rows_are_one_empty_page() {
    var page = done(hub().query("SELECT deviceId FROM devices WHERE deviceId = 'x'", 10, null));

    assertThat(page.rows()).isEmpty();
    assertThat(page.continuation()).isNull();
  }

  @Test
  void Q13_a_query_that_is_none_is_refused() {
    assertThat(reason(hub().query("SELECT FROM WHERE devices", 10, null)))
        .isEqualTo(Reason.BAD_REQUEST);
  }

  @Test
  void R12_a_device_that_registers_itself_gets_a_key_that_connects_it_and_keeps_it() {
    var registry = (Registry) hub();
    var id = new DeviceId("sim-7");

    var first = done(registry.ensure(id));
    var second = done(registry.ensure(id));

    assertThat(second).isEqualTo(first);
    assertThat(first.hostName()).isEqualTo(ADDRESS);
    done(
        MqttDevice.connect(
            vertx, first, localHub().mqttPort(), localHub().caPem(), (n, p) -> null));
    await().untilAsserted(() -> assertThat(done(hub().twin(id)).connected()).isTrue());
  }

  @Test
  void R13_several_processes_may_register_the_same_device_at_once() {
    var registry = (Registry) hub();

    var all =
        done(
            Future.all(
                IntStream.range(0, 8)
                    .mapToObj(i -> registry.ensure(new DeviceId("sim-8")))
                    .toList()));

    assertThat(new HashSet<>(all.<ConnectionString>list())).hasSize(1);
  }

  @Test
  void R19_a_wrong_key_is_unauthorized_for_everything_and_for_the_check() {
    var forged =
        new ConnectionString(service().hostName(), service().policy(), null, "bm90IHRoZSBrZXk=");
    var stranger = adapter(vertx, forged, trust());

    assertThat(reason(stranger.twin(DEVICE))).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(reason(stranger.invoke(DEVICE, method(5)))).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(reason(((Registry) stranger).ensure(DEVICE))).isEqualTo(Reason.UNAUTHORIZED);
    assertThat(reason(new HubCheck(stranger, Clock.systemUTC()).recent()))
        .isEqualTo(Reason.UNAUTHORIZED);
    done(stranger.close());
  }

  @Test
  void C15b_a_hub_that_goes_and_comes_back_is_found_again() {
    assertThat(new HubCheck(hub(), Clock.systemUTC()).recent().map(true))
        .satisfies(HubContract::done);
    var port = localHub().httpsPort();
    done(localHub().close());
    assertThat(reason(hub().twin(DEVICE))).isEqualTo(Reason.UNAVAILABLE);
    assertThat(reason(hub().invoke(DEVICE, method(5)))).isEqualTo(Reason.UNAVAILABLE);

    started = done(LocalHub.start(vertx, new LocalHubSettings(ADDRESS, 0, port, data)));

    assertThat(done(hub().twin(DEVICE)).deviceId()).isEqualTo(DEVICE);
  }

  private MqttDevice connected(BiFunction<String, JsonObject, @Nullable MethodAnswer> methods) {
    var device = ConnectionString.parse(localHub().deviceConnectionString(DEVICE.value()));
    return done(
        MqttDevice.connect(vertx, device, localHub().mqttPort(), localHub().caPem(), methods));
  }

  private LocalHub localHub() {
    return requirePresent(started);
  }

  private Hub hub() {
    return requirePresent(opened);
  }

  private ConnectionString service() {
    return ConnectionString.parse(localHub().serviceConnectionString());
  }

  private Trust trust() {
    return Trust.of(localHub().caFile().orElseThrow());
  }

  private static DirectMethod method(int seconds) {
    return method(seconds, new JsonObject().put("fwPackageUri", "test.com"));
  }

  private static DirectMethod method(int seconds, JsonObject payload) {
    return new DirectMethod("firmwareUpdate", payload, Duration.ZERO, Duration.ofSeconds(seconds));
  }

  private static Reason reason(Future<?> call) {
    await().atMost(Duration.ofSeconds(40)).until(call::isComplete);
    assertThat(call.cause()).isInstanceOf(HubException.class);
    return ((HubException) call.cause()).reason();
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(40, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }

  private static <T> T requirePresent(@Nullable T value) {
    if (value == null) {
      throw new AssertionError("not there");
    }
    return value;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.HubException.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Devices} must do, the fake of the tests and the adapter at a real hub. */
public abstract class DevicesContract {
  private static final Identity SIM = Identity.of("sim-1");
  private static final Credentials KEYS = new Credentials.Keys();

  protected abstract Devices devices();

  @Test
  void R12_a_new_device_comes_with_the_keys_that_the_hub_made() {
    var made = done(devices().create(SIM, KEYS, true));

    assertThat(made.getString("deviceId")).isEqualTo("sim-1");
    assertThat(made.getString("status")).isEqualTo("enabled");
    assertThat(key(made)).isNotBlank();
    assertThat(done(devices().identity(SIM)).getJsonObject("authentication"))
        .isEqualTo(made.getJsonObject("authentication"));
  }

  @Test
  void R13_a_device_that_exists_is_a_conflict() {
    done(devices().create(SIM, KEYS, true));

    assertThat(reason(devices().create(SIM, KEYS, true))).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void R14_a_device_is_disabled_with_a_reason_and_keeps_its_keys() {
    var made = done(devices().create(SIM, KEYS, true));

    done(devices().enable(SIM, false, "lost"));

    var now = done(devices().identity(SIM));
    assertThat(now.getString("status")).isEqualTo("disabled");
    assertThat(now.getString("statusReason")).isEqualTo("lost");
    assertThat(key(now)).isEqualTo(key(made));
  }

  @Test
  void R15_a_deleted_device_is_not_found() {
    done(devices().create(SIM, KEYS, true));

    done(devices().delete(SIM, null));

    assertThat(reason(devices().identity(SIM))).isEqualTo(Reason.DEVICE_NOT_FOUND);
    assertThat(reason(devices().twin(SIM))).isEqualTo(Reason.DEVICE_NOT_FOUND);
    assertThat(reason(devices().delete(SIM, null))).isEqualTo(Reason.DEVICE_NOT_FOUND);
  }

  @Test
  void R06_a_device_is_deleted_only_at_the_etag_that_was_read() {
    var made = done(devices().create(SIM, KEYS, true));

    assertThat(reason(devices().delete(SIM, "b2xk"))).isEqualTo(Reason.CONFLICT);
    done(devices().delete(SIM, made.getString("etag")));
  }

  @Test
  void R04_a_change_is_merged_into_tags_and_desired() {
    done(devices().create(SIM, KEYS, true));
    done(devices().change(SIM, change("{\"site\":\"lab\"}", "{\"interval\":5,\"mode\":\"a\"}")));

    var twin = done(devices().change(SIM, change(null, "{\"interval\":6}")));

    assertThat(twin.getJsonObject("tags")).isEqualTo(new JsonObject().put("site", "lab"));
    assertThat(desired(twin).getInteger("interval")).isEqualTo(6);
    assertThat(desired(twin).getString("mode")).isEqualTo("a");
    assertThat(desired(done(devices().twin(SIM)))).isEqualTo(desired(twin));
  }

  @Test
  void R05_a_replacement_clears_what_it_does_not_name() {
    done(devices().create(SIM, KEYS, true));
    done(devices().change(SIM, change("{\"site\":\"lab\"}", "{\"interval\":5}")));

    var replacement = new TwinChange(null, new JsonObject().put("mode", "b"), true, null);
    var twin = done(devices().change(SIM, replacement));

    assertThat(twin.containsKey("tags")).isFalse();
    assertThat(desired(twin).containsKey("interval")).isFalse();
    assertThat(desired(twin).getString("mode")).isEqualTo("b");
  }

  @Test
  void R06_a_twin_is_changed_only_at_the_etag_that_was_read() {
    done(devices().create(SIM, KEYS, true));
    var read = done(devices().twin(SIM)).getString("etag");

    done(devices().change(SIM, new TwinChange(new JsonObject().put("n", 1), null, false, read)));

    var stale = new TwinChange(new JsonObject().put("n", 2), null, false, read);
    assertThat(reason(devices().change(SIM, stale))).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void a_query_finds_it_with_all_that_the_hub_shows() {
    done(devices().create(SIM, KEYS, true));

    await()
        .untilAsserted(
            () ->
                assertThat(done(devices().query("SELECT * FROM devices", 10, null)).rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row.getString("deviceId")).isEqualTo("sim-1")));
  }

  @Test
  void an_unknown_device_takes_no_method() {
    var method = new DirectMethod("reboot", null, Duration.ZERO, Duration.ofSeconds(5));

    assertThat(reason(devices().invoke(SIM, method))).isEqualTo(Reason.DEVICE_NOT_FOUND);
  }

  private static TwinChange change(@Nullable String tags, String desired) {
    return new TwinChange(
        tags == null ? null : new JsonObject(tags), new JsonObject(desired), false, null);
  }

  private static JsonObject desired(JsonObject twin) {
    return twin.getJsonObject("properties").getJsonObject("desired");
  }

  private static String key(JsonObject identity) {
    return identity
        .getJsonObject("authentication")
        .getJsonObject("symmetricKey")
        .getString("primaryKey");
  }

  protected static Reason reason(Future<?> call) {
    await().until(call::isComplete);
    return ((HubException) call.cause()).reason();
  }

  protected static <T> T done(Future<T> future) {
    try {
      return future.await(40, TimeUnit.SECONDS);
    } catch (TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}

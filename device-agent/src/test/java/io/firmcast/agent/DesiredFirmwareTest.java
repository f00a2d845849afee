// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkState;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The path of an update by the desired properties, beside the method's. */
class DesiredFirmwareTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeLink link = new FakeLink();
  private final ManualWork work = new ManualWork();
  private final OneDevice device = new OneDevice(vertx, link, work, JobMemory.TWIN_ONLY);

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void what_was_desired_while_the_device_was_away_is_done_when_it_connects() throws Exception {
    link.desire(update("r42"), 5);
    work.isQuick = true;

    device.start();

    await().until(() -> link.statuses().contains("completed"));
    assertThat(work.begun()).containsExactly("r42 standBy", "r42 downloading", "r42 applying");
  }

  @Test
  void what_is_desired_while_it_is_connected_is_done() throws Exception {
    work.isQuick = true;
    device.start();
    await().until(() -> link.statuses().size() == 1);

    link.desire(update("r42"));

    await().until(() -> link.statuses().contains("completed"));
  }

  @Test
  void by_method_and_as_desired_at_once_it_is_done_once() throws Exception {
    work.isQuick = true;
    device.start();

    link.desire(update("r42"));
    link.invoke(FirmwareUpdate.METHOD, update("r42"));
    link.desire(update("r42"));
    link.invoke(FirmwareUpdate.METHOD, update("r42"));

    await().until(() -> link.statuses().contains("completed"));
    link.tell(new LinkState.Connected());
    await().during(Duration.ofMillis(100)).until(() -> work.applied("r42") == 1);
    assertThat(work.begun()).hasSize(3);
  }

  @Test
  void a_restarted_device_does_not_do_again_what_is_still_desired() throws Exception {
    link.desire(update("r42"), 5);
    work.isQuick = true;
    var first = device.start();
    await().until(() -> link.statuses().contains("completed"));
    vertx.undeploy(first.deploymentID()).await(5, TimeUnit.SECONDS);
    var after = new FakeLink().desire(update("r42"), 5).withReported(link.reported());

    device.killed(after, work).start();

    await().until(() -> after.statuses().equals(List.of("standBy")));
    await().during(Duration.ofMillis(100)).until(() -> work.applied("r42") == 1);
  }

  @Test
  void what_is_desired_while_another_runs_waits_for_its_end() throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, update("r42"));
    link.desire(update("r43"));
    await().during(Duration.ofMillis(50)).until(() -> work.begun().equals(List.of("r42 standBy")));

    work.fail(new UpdateFailure("hash", "another image"));

    await().until(() -> work.begun().equals(List.of("r42 standBy", "r43 standBy")));
  }

  @Test
  void a_wish_that_is_withdrawn_before_its_time_is_not_granted() throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, update("r42"));
    link.desire(update("r43"));
    await().during(Duration.ofMillis(50)).until(() -> work.begun().size() == 1);

    link.desire(null);
    await().during(Duration.ofMillis(50)).until(() -> work.begun().size() == 1);
    work.fail(new UpdateFailure("hash", "another image"));

    await().until(() -> link.statuses().contains("failed"));
    await().during(Duration.ofMillis(50)).until(() -> work.begun().size() == 1);
  }

  @Test
  void an_older_version_of_the_desired_properties_is_passed_over() throws Exception {
    work.isQuick = true;
    link.desire(update("r42"), 6);
    device.start();
    await().until(() -> link.statuses().contains("completed"));

    link.desire(update("r41"), 5);
    link.tell(new LinkState.Connected());

    await().during(Duration.ofMillis(100)).until(() -> work.applied("r41") == 0);
  }

  @Test
  void the_versions_of_a_new_twin_count_from_one_again() throws Exception {
    work.isQuick = true;
    link.desire(update("r42"), 6);
    device.start();
    await().until(() -> link.statuses().contains("completed"));

    link.forgetReported();
    link.desire(update("r43"), 2);
    link.tell(new LinkState.Connected());

    await().until(() -> work.applied("r43") == 1);
  }

  @Test
  void an_update_without_an_id_is_done_once_however_often_it_is_read() throws Exception {
    var nameless = new JsonObject().put("fwPackageUri", "test.com").put("version", "2.1.0");
    work.isQuick = true;
    link.desire(nameless, 5);
    device.start();
    await().until(() -> link.statuses().contains("completed"));

    link.desire(nameless.copy().put("epoch", 9));
    link.tell(new LinkState.Connected());

    await().during(Duration.ofMillis(100)).until(() -> work.begun().size() == 3);
  }

  @Test
  void a_stale_epoch_is_not_obeyed() throws Exception {
    work.isQuick = true;
    device.start();
    link.invoke(FirmwareUpdate.METHOD, update("r42").put("epoch", 3));
    await().until(() -> link.statuses().contains("completed"));

    link.desire(update("r43").put("epoch", 2));

    await().during(Duration.ofMillis(100)).until(() -> work.applied("r43") == 0);
  }

  @Test
  void what_must_not_begin_is_reported_as_failed_with_the_reason() throws Exception {
    work.refusal = Optional.of("signature");
    link.desire(update("r42"), 5);

    device.start();

    await().until(() -> link.statuses().contains("failed"));
    var firmware = link.reported().getJsonObject("firmware");
    assertThat(firmware.getString("updateId")).isEqualTo("r42");
    assertThat(firmware.getJsonObject("error").getString("code")).isEqualTo("signature");
    assertThat(work.begun()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"x\"", "[]", "{}", "{\"fwPackageUri\":7}", "{\"updateId\":\"/\"}"})
  void nonsense_is_passed_over_and_the_device_goes_on(String nonsense) throws Exception {
    var whole = new JsonObject("{\"$version\":5,\"firmware\":" + nonsense + "}");
    work.isQuick = true;

    assertThatThrownBy(() -> DesiredFirmware.in(whole)).isInstanceOf(BadMessage.class);

    link.desireAll(whole);
    device.start();
    await().until(() -> link.statuses().equals(List.of("standBy")));
    link.desire(update("r42"));
    await().until(() -> link.statuses().contains("completed"));
  }

  @Test
  void nothing_is_asked_for_where_nothing_is_said() {
    assertThat(DesiredFirmware.in(new JsonObject().put("$version", 3))).isEmpty();
    assertThat(DesiredFirmware.in(new JsonObject().putNull("firmware"))).isEmpty();
  }

  private static JsonObject update(String id) {
    return new JsonObject()
        .put("fwPackageUri", "https://fw.example/router-2.1.0.bin")
        .put("updateId", id)
        .put("version", "2.1.0");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of devices that are silent, away, or wanted twice, and of a rollout whose process
 * ends.
 */
class RolloutDrivingTest extends RolloutApiTestBase {

  @Test
  void a_device_whose_answer_is_lost_is_found_by_its_twin_and_asked_once() {
    devices(1);
    running()
        .hub
        .answerMethods(
            (device, method) -> {
              remember(device.value(), payload(method));
              completes(device.value());
              return Future.failedFuture(new HubException(Reason.DEVICE_TIMEOUT, "silence"));
            });
    make("r1", new JsonObject());
    planned("r1", 1);

    act("r1", "start", new JsonObject());

    over("r1", "completed");
    assertThat(asked("sim-0")).hasSize(1);
  }

  @Test
  void an_offline_device_finds_the_update_among_its_desired_properties() {
    devices(1);
    running()
        .hub
        .answerMethods(
            (device, method) ->
                Future.failedFuture(new HubException(Reason.DEVICE_OFFLINE, "gone")));
    make("r1", new JsonObject());
    planned("r1", 1);
    act("r1", "start", new JsonObject());
    await().until(() -> desired("sim-0").getString("updateId") != null);

    assertThat(desired("sim-0").getString("updateId")).isEqualTo("r1-sim-0-1");
    completed("sim-0", "r1-sim-0-1");

    over("r1", "completed");
  }

  @Test
  void a_newer_rollout_waits_for_devices_that_an_older_one_has_not_finished_with() {
    devices(3);
    holdBack();
    make("r1", new JsonObject());
    planned("r1", 3);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 3);
    running().clock.advance(Duration.ofSeconds(1));
    make("r2", new JsonObject());
    planned("r2", 3);

    act("r2", "start", new JsonObject());

    assertThat(executions("r2", "?state=waiting")).hasSize(3);
    assertThat(running().get(ALL + "/r2/devices/sim-0:why").body().getString("why"))
        .contains("rollout r1 has not finished with it");
    asked.keySet().forEach(this::completes);
    devicesSucceed();
    over("r1", "completed");
    over("r2", "completed");
    assertThat(asked.values()).allSatisfy(times -> assertThat(distinct(times)).hasSize(2));
  }

  @Test
  void a_newer_rollout_takes_devices_over_where_it_says_so() {
    devices(3);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 1)));
    planned("r1", 3);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 1);
    running().clock.advance(Duration.ofSeconds(1));
    make("r2", new JsonObject().put("whenTaken", "supersede"));
    planned("r2", 3);
    devicesSucceed();

    act("r2", "start", new JsonObject());

    over("r2", "completed");
    over("r1", "completed");
    assertThat(executions("r1", "?state=superseded")).hasSize(3);
  }

  @Test
  void a_rollout_goes_on_in_the_next_process() {
    devices(10);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 4)));
    planned("r1", 10);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 4);
    var hub = running().hub;
    running().undeploy();
    var second = new Running(OrchestratorSettings.defaults(data).withPace(Running.QUICK), hub);

    devicesSucceed();
    List.copyOf(asked.keySet()).forEach(this::completes);

    var first = running();
    started = second;
    over("r1", "completed");
    assertThat(asked).hasSize(10).allSatisfy((id, times) -> assertThat(distinct(times)).hasSize(1));
    first.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What operators do to rollouts over HTTP. */
class RolloutActionsApiTest extends RolloutApiTestBase {

  @Test
  void a_repeated_action_is_done_once() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);

    var first = act("r1", "start", new JsonObject(), "Idempotency-Key", "go");
    over("r1", "completed");
    var again = act("r1", "start", new JsonObject(), "Idempotency-Key", "go");
    var withoutKey = act("r1", "start", new JsonObject());

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(withoutKey.status()).isEqualTo(409);
    assertThat(withoutKey.code()).isEqualTo("wrong-state");
  }

  @Test
  void an_approval_is_for_the_plan_that_was_seen() {
    devices(2);
    make("r1", new JsonObject().put("approval", true));
    state("r1", "awaitingApproval");
    var plan = rollout("r1").getString("plan");

    var unapproved = act("r1", "start", new JsonObject());
    var other = act("r1", "approve", new JsonObject().put("plan", "0".repeat(64)));
    var approved = act("r1", "approve", new JsonObject().put("plan", plan));

    assertThat(unapproved.code()).isEqualTo("not-approved");
    assertThat(other.code()).isEqualTo("plan-drifted");
    assertThat(approved.body().getString("approved")).isEqualTo(plan);
    assertThat(act("r1", "start", new JsonObject()).status()).isEqualTo(202);
    over("r1", "completed");
  }

  @Test
  void a_device_that_came_since_voids_the_approval_when_it_is_planned_anew() {
    devices(2);
    make("r1", new JsonObject().put("approval", true));
    state("r1", "awaitingApproval");
    act("r1", "approve", new JsonObject().put("plan", rollout("r1").getString("plan")));
    devices(3);

    var planned = act("r1", "plan", new JsonObject());

    assertThat(planned.body().getString("state")).isEqualTo("awaitingApproval");
    assertThat(planned.body().getInteger("devices")).isEqualTo(3);
    assertThat(executions("r1", "")).hasSize(3);
  }

  @Test
  void a_change_that_expects_another_revision_is_refused() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);
    var revision = rollout("r1").getLong("revision");

    var stale = act("r1", "start", new JsonObject(), "If-Match", "\"" + (revision - 1) + "\"");
    var fresh = act("r1", "start", new JsonObject(), "If-Match", "\"" + revision + "\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("revision-changed");
    assertThat(fresh.status()).isEqualTo(202);
  }

  @Test
  void paused_it_starts_nothing_and_resumed_it_goes_on() {
    devices(20);
    holdBack();
    make("r1", new JsonObject().put("pace", new JsonObject().put("inFlight", 5)));
    planned("r1", 20);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 5);

    assertThat(act("r1", "pause", new JsonObject()).body().getString("state")).isEqualTo("paused");
    asked.keySet().forEach(this::completes);
    await().until(() -> count("r1", "succeeded") == 5);
    assertThat(asked).hasSize(5);
    devicesSucceed();
    act("r1", "changePace", new JsonObject().put("pace", new JsonObject().put("inFlight", 50)));
    act("r1", "resume", new JsonObject());

    over("r1", "completed");
    assertThat(asked).hasSize(20);
  }

  @Test
  void aborted_it_gives_everything_up() {
    devices(4);
    holdBack();
    make("r1", new JsonObject());
    planned("r1", 4);
    act("r1", "start", new JsonObject());
    await().until(() -> asked.size() == 4);

    act("r1", "abort", new JsonObject().put("reason", "bad image"));

    over("r1", "aborted");
    assertThat(rollout("r1").getString("reason")).contains("bad image");
    assertThat(act("r1", "resume", new JsonObject()).code()).isEqualTo("wrong-state");
  }
}

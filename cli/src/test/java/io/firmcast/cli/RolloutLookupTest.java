// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class RolloutLookupTest extends RolloutTestBase {

  @Test
  void rollouts_are_listed_page_by_page() {
    orchestrator()
        .on(
            "GET /api/v1/rollouts?pageSize=100",
            FakeOrchestrator.page(FakeOrchestrator.rollout("running", 3, 1))
                .put("nextLink", "/api/v1/rollouts?pageSize=100&after=x"))
        .on(
            "GET /api/v1/rollouts?pageSize=100&after=x",
            FakeOrchestrator.page(FakeOrchestrator.rollout("completed", 10, 0).put("id", "r0")));

    assertThat(rollout("list").out())
        .isEqualTo(
            """
            rollout  state      wave  devices  succeeded  failed  created
            r1       running    2     10       3          1       2026-11-20T12:00:00Z
            r0       completed  2     10       10         0       2026-11-20T12:00:00Z
            """);
    assertThat(new JsonArray(rollout("list", "-o", "json").out())).hasSize(2);
    assertThat(new JsonArray(rollout("list", "--top", "1", "-o", "json").out())).hasSize(1);
  }

  @Test
  void none_is_said_on_stderr() {
    orchestrator().on("GET /api/v1/rollouts?pageSize=100&state=failed", FakeOrchestrator.page());

    var terminal = rollout("list", "--state", "failed");

    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.err()).isEqualTo("No rollouts.\n");
  }

  @Test
  void one_is_shown_with_its_waves() {
    orchestrator().on("GET " + R1, FakeOrchestrator.rollout("running", 3, 1));

    assertThat(rollout("show", "r1").out())
        .isEqualTo(
            """
            rollout        r1
            state          running, wave 2 of 2
            devices        3 of 10 succeeded, 1 failed
            plan           %s
            pace.inFlight  100
            pace.parked    1000

            wave  name      state    devices  succeeded  failed  needs
            1     canaries  passed   2        2          0       95%% and a person
            2     -         running  8        1          1       95%%
            """
                .formatted(PLAN));
  }

  @Test
  void one_is_shown_as_it_was_or_as_it_was_asked_for() {
    orchestrator()
        .on(
            "GET " + R1 + "?at=2026-11-20T12%3A00%3A00Z",
            FakeOrchestrator.rollout("draft", 0, 0).put("at", "2026-11-20T12:00:00Z"))
        .on("GET " + R1 + "/definition", new JsonObject().put("approval", true));

    assertThat(rollout("show", "r1", "--at", "2026-11-20T12:00:00Z").out())
        .contains("state          draft", "at             2026-11-20T12:00:00Z");
    assertThat(rollout("show", "r1", "--definition").out()).isEqualTo("approval  true\n");
    assertThat(new JsonObject(rollout("show", "r1", "--definition", "-o", "json").out()))
        .isEqualTo(new JsonObject().put("approval", true));
  }

  @Test
  void a_device_says_why_in_one_sentence() {
    var why = new JsonObject().put("why", "waiting: it is next").put("state", "queued");
    orchestrator().on("GET " + R1 + "/devices/a%3Ab:why", why);

    assertThat(rollout("why", "r1", "a:b").out()).isEqualTo("a:b waiting: it is next\n");
    assertThat(new JsonObject(rollout("why", "r1", "a:b", "-o", "json").out())).isEqualTo(why);
  }

  @Test
  void a_device_of_no_rollout_is_exit_3() {
    orchestrator()
        .on(
            "GET " + R1 + "/devices/x:why",
            new Problem(404, "device-not-in-rollout", "x is no device of this rollout."));

    var terminal = rollout("why", "r1", "x");

    assertThat(terminal.exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(terminal.err()).isEqualTo("firmcast: x is no device of this rollout.\n");
  }

  @Test
  void the_log_says_who_what_and_what_was_decided() {
    var started =
        new JsonObject()
            .put("seq", 4)
            .put("at", "2026-11-20T12:00:00Z")
            .put(
                "event",
                new JsonObject()
                    .put("type", "started")
                    .put("by", new JsonObject().put("who", "anna").put("why", "monday"))
                    .put(
                        "decisions",
                        new JsonArray()
                            .add(
                                new JsonObject()
                                    .put("type", "rolloutIs")
                                    .put("state", "running"))));
    var planned =
        new JsonObject()
            .put("seq", 3)
            .put("at", "2026-11-20T11:00:00Z")
            .put(
                "event",
                new JsonObject()
                    .put("type", "planned")
                    .put("devices", new JsonArray().add("a").add("b")));
    orchestrator().on("GET " + R1 + "/log?pageSize=100", FakeOrchestrator.page(planned, started));

    assertThat(rollout("log", "r1").out())
        .isEqualTo(
            """
                3  2026-11-20T11:00:00Z  planned        2 devices
                4  2026-11-20T12:00:00Z  started        by anna (monday); rolloutIs running
            """);
    assertThat(rollout("log", "r1", "-o", "json").out().lines().map(JsonObject::new))
        .containsExactly(planned, started);
  }

  @Test
  void devices_are_exported_as_the_orchestrator_writes_them() {
    orchestrator()
        .on("GET " + R1 + "/devices?format=csv&state=failed", "deviceId,wave\r\nsim-0,1\r\n")
        .on(
            "GET " + R1 + "/devices?pageSize=1000",
            FakeOrchestrator.page(new JsonObject().put("deviceId", "sim-0")));

    assertThat(rollout("export", "r1", "--state", "failed").out())
        .isEqualTo("deviceId,wave\r\nsim-0,1\r\n");
    assertThat(rollout("export", "r1", "--format", "json").out())
        .isEqualTo("{\"deviceId\":\"sim-0\"}\n");
  }

  @Test
  void an_export_of_nothing_prints_nothing() {
    orchestrator()
        .on(
            "GET " + R1 + "/devices?format=csv",
            new Problem(404, "rollout-not-found", "There is no rollout r1."));

    var terminal = rollout("export", "r1");

    assertThat(terminal.exitCode()).isEqualTo(Exit.NOT_FOUND);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void the_schema_is_printed_without_a_service() {
    var schema = new JsonObject(Terminal.run("rollout", "schema").out());

    assertThat(schema.getString("$schema")).contains("2020-12");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Making rollouts over HTTP, and listing them. */
class RolloutCreateApiTest extends RolloutApiTestBase {

  @Test
  void a_rollout_is_made_planned_started_and_completed() {
    devices(3);

    var made = make("r1", new JsonObject());

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().getString("state")).isEqualTo("draft");
    planned("r1", 3);
    var go = act("r1", "start", new JsonObject().put("reason", "monday"));
    assertThat(go.status()).isEqualTo(202);
    assertThat(go.body().getString("state")).isEqualTo("running");
    over("r1", "completed");
    assertThat(rollout("r1").getJsonObject("counts"))
        .isEqualTo(new JsonObject().put("succeeded", 3));
    assertThat(asked.values()).allSatisfy(times -> assertThat(times).hasSize(1));
    assertThat(asked("sim-0").get(0).getLong("epoch")).isPositive();
    assertThat(asked("sim-0").get(0).getString("updateId")).isEqualTo("r1-sim-0-1");
  }

  @Test
  void a_repeated_request_makes_nothing_twice() {
    devices(1);
    var body = definition("r1", new JsonObject());

    var first = running().send(HttpMethod.POST, ALL, body, "Idempotency-Key", "k1");
    var again = running().send(HttpMethod.POST, ALL, body, "Idempotency-Key", "k1");
    var put = running().send(HttpMethod.PUT, ALL + "/r1", body);
    var otherBody =
        running()
            .send(
                HttpMethod.POST, ALL, definition("r2", new JsonObject()), "Idempotency-Key", "k1");
    var otherRollout =
        running()
            .send(
                HttpMethod.PUT,
                ALL + "/r1",
                definition("r1", new JsonObject().put("approval", true)));

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(put.status()).isEqualTo(200);
    assertThat(otherBody.code()).isEqualTo("idempotency-key-reused");
    assertThat(otherRollout.code()).isEqualTo("rollout-exists");
  }

  @Test
  void what_cannot_be_is_told_by_its_place() {
    var bad =
        running()
            .send(
                HttpMethod.PUT,
                ALL + "/r1",
                definition("r1", new JsonObject().put("wavs", new JsonArray())));
    var badId = running().send(HttpMethod.PUT, ALL + "/-x", definition("-x", new JsonObject()));

    assertThat(bad.code()).isEqualTo("bad-request");
    assertThat(bad.body().getString("pointer")).isEqualTo("/wavs");
    assertThat(badId.code()).isEqualTo("bad-request");
    assertThat(running().get(ALL + "/none").code()).isEqualTo("rollout-not-found");
    assertThat(act("none", "start", new JsonObject()).code()).isEqualTo("rollout-not-found");
  }

  @Test
  void the_list_is_paged_and_filtered_and_the_budget_is_shown() {
    devices(1);
    IntStream.range(0, 3).forEach(i -> make("r" + i, new JsonObject()));
    IntStream.range(0, 3).forEach(i -> planned("r" + i, 1));

    var page = running().get(ALL + "?pageSize=2");
    var next = running().get(page.body().getString("nextLink"));
    var quota = running().get("/api/v1/quota");

    assertThat(page.body().getJsonArray("value")).hasSize(2);
    assertThat(next.body().getJsonArray("value")).hasSize(1);
    assertThat(running().get(ALL + "?state=running").body().getJsonArray("value")).isEmpty();
    assertThat(quota.body().getString("tier")).isEqualTo("NONE");
    assertThat(quota.body().getJsonArray("value").getJsonObject(3).getInteger("sinceStart"))
        .isGreaterThanOrEqualTo(3);
  }
}

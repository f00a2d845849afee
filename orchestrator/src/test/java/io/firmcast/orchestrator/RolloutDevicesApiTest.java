// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The devices of a rollout over HTTP, its log, and how it was. */
class RolloutDevicesApiTest extends RolloutApiTestBase {

  @Test
  void the_log_says_who_did_what_and_why_and_what_was_decided() {
    devices(1);
    make("r1", new JsonObject());
    planned("r1", 1);
    act("r1", "start", new JsonObject().put("reason", "monday"), "X-Firmcast-Who", "anna");
    over("r1", "completed");

    var page = running().get(ALL + "/r1/log?pageSize=2");
    var rest = running().get(page.body().getString("nextLink"));

    assertThat(page.body().getJsonArray("value")).hasSize(2);
    assertThat(rest.body().getJsonArray("value").getJsonObject(0).getInteger("seq")).isEqualTo(3);
    var all = events(running().get(ALL + "/r1/log?pageSize=1000"));
    assertThat(all)
        .extracting(event -> event.getString("type"))
        .startsWith("created", "takenOver", "planned", "started")
        .contains("reported");
    assertThat(all.get(3).getJsonObject("by"))
        .isEqualTo(new JsonObject().put("who", "anna").put("why", "monday"));
    assertThat(all.get(3).getJsonArray("decisions").encode())
        .contains("\"rolloutIs\"", "\"running\"", "\"deviceStarts\"");
  }

  @Test
  void the_devices_are_listed_in_pages_and_as_csv_and_say_why() {
    devices(5);
    make("r1", new JsonObject());
    planned("r1", 5);

    var page = running().get(ALL + "/r1/devices?pageSize=2");
    var next = running().get(page.body().getString("nextLink"));
    var csv =
        Running.await(running().request(HttpMethod.GET, ALL + "/r1/devices?format=csv").send());
    var why = running().get(ALL + "/r1/devices/sim-3:why");

    assertThat(ids(page.body())).containsExactly("sim-0", "sim-1");
    assertThat(ids(next.body())).containsExactly("sim-2", "sim-3");
    assertThat(csv.getHeader("Content-Type")).startsWith("text/csv");
    assertThat(csv.bodyAsString().lines())
        .hasSize(6)
        .anyMatch(it -> it.startsWith("sim-4,1,queued"));
    assertThat(why.body().getString("why")).contains("has not been started");
    assertThat(running().get(ALL + "/r1/devices/nobody:why").code())
        .isEqualTo("device-not-in-rollout");
    assertThat(executions("r1", "?state=failed")).isEmpty();
  }

  @Test
  void a_rollout_is_shown_as_it_was() {
    devices(1);
    var before = running().clock.instant();
    make("r1", new JsonObject());
    planned("r1", 1);
    running().clock.advance(Duration.ofMinutes(1));
    act("r1", "start", new JsonObject());
    over("r1", "completed");

    var then = running().get(ALL + "/r1?at=" + before);

    assertThat(then.body().getString("state")).isEqualTo("draft");
    assertThat(running().get(ALL + "/r1").body().getString("state")).isEqualTo("completed");
    assertThat(running().get(ALL + "/r1/definition").body().getJsonObject("targets")).isNotNull();
  }
}

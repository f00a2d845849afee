// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 4.7 for modules: a target that begins with FROM devices.modules, and moduleContent. */
class ModuleConfigurationIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String id;

  @BeforeAll
  static void startHub() {
    var eager = HubBehaviour.FAST.withConfigurationsEvery(Duration.ofMillis(300));
    hub = TestHub.start(new LocalHubSettings("127.0.0.78", 0, 0, null).withBehaviour(eager));
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    id = "mc-" + ++count;
    hub.device(id);
    TestHub.await(hub.hub.createModule(id, "pump"));
    TestHub.await(hub.hub.createModule(id, "valve"));
  }

  @Test
  void content_reaches_the_modules_it_is_for_and_those_that_join_later() {
    put(
        """
        {"targetCondition":"from devices.modules where deviceId = '%s' AND moduleId = 'pump'",
         "content":{"moduleContent":{"properties.desired.rate":{"perSecond":5}}},
         "metrics":{"queries":{"mine":"SELECT moduleId FROM devices.modules WHERE deviceId = '%s'"}}}
        """
            .formatted(id, id));

    await().untilAsserted(() -> assertThat(status("pump")).isEqualTo("Applied"));
    assertThat(desired("pump").getJsonObject("rate"))
        .isEqualTo(new JsonObject("{\"perSecond\":5}"));
    assertThat(desired("valve").containsKey("rate")).isFalse();
    assertThat(twin("/twins/" + id).containsKey("configurations")).isFalse();
    var shown = rest.get("/configurations/" + id).json();
    assertThat(shown.getJsonObject("systemMetrics").getJsonObject("results"))
        .isEqualTo(new JsonObject("{\"targetedCount\":1,\"appliedCount\":1}"));
    assertThat(shown.getJsonObject("metrics").getJsonObject("results").getInteger("mine"))
        .isEqualTo(2);
    var queries = shown.getJsonObject("systemMetrics").getJsonObject("queries");
    assertThat(rows(queries.getString("targetedCount"))).isEqualTo(1);
    assertThat(rows(queries.getString("appliedCount"))).isEqualTo(1);
  }

  @Test
  void all_modules_are_meant_without_a_condition_and_new_ones_follow() {
    put(
        """
        {"targetCondition":"FROM devices.modules",
         "content":{"moduleContent":{"properties.desired.all.%s":true}}}
        """
            .formatted(id));
    TestHub.await(hub.hub.createModule(id, "late"));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(status("pump")).isEqualTo("Applied");
              assertThat(desired("late").getJsonObject("all")).isNotNull();
            });
    assertThat(rest.send("DELETE", "/configurations/" + id, null, "If-Match", "*").status())
        .isEqualTo(204);
  }

  @Test
  void content_for_the_other_kind_and_a_target_of_jobs_are_refused() {
    var modules = "\"targetCondition\":\"FROM devices.modules WHERE tags.a = 1\"";
    var device = "\"content\":{\"deviceContent\":{\"properties.desired.a\":1}}";
    var module = "\"content\":{\"moduleContent\":{\"properties.desired.a\":1}}";

    assertRefused("{" + modules + "," + device + "}", "deviceContent does not go with");
    assertRefused("{\"targetCondition\":\"*\"," + module + "}", "moduleContent does not go with");
    assertRefused("{\"content\":{\"moduleContent\":{\"tags.a\":1}}}", "moduleContent can set");
    assertRefused("{\"targetCondition\":\"FROM devices.jobs\"}", "position 5");
    assertRefused("{\"targetCondition\":\"FROM devices.modules WHERE\"}", "position 26");
  }

  private void assertRefused(String body, String words) {
    var refused = rest.sendText("PUT", "/configurations/" + id, body);

    assertThat(refused.status()).as(body).isEqualTo(400);
    assertThat(refused.json().getString("Message")).contains(words);
  }

  private void put(String body) {
    var reply = rest.sendText("PUT", "/configurations/" + id, body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
  }

  private String status(String module) {
    return twin("/twins/" + id + "/modules/" + module)
        .getJsonObject("configurations", new JsonObject())
        .getJsonObject(id, new JsonObject())
        .getString("status", "");
  }

  private JsonObject desired(String module) {
    var properties = twin("/twins/" + id + "/modules/" + module).getJsonObject("properties");
    return properties.getJsonObject("desired");
  }

  private static JsonObject twin(String path) {
    return rest.get(path).json();
  }

  private static int rows(String query) {
    return rest.send("POST", "/devices/query", new JsonObject().put("query", query)).array().size();
  }
}

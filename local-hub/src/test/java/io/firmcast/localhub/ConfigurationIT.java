// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Section 4.7 on the wire. */
class ConfigurationIT {

  private static TestHub hub;
  private static Rest rest;
  private static int count;

  private String id;
  private String path;

  @BeforeAll
  static void startHub() {
    var eager = HubBehaviour.FAST.withConfigurationsEvery(Duration.ofMillis(300));
    hub = TestHub.start(new LocalHubSettings("127.0.0.74", 0, 0, null).withBehaviour(eager));
    rest = hub.rest();
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void nameIt() {
    id = "conf-" + ++count;
    path = "/configurations/" + id;
  }

  @Test
  void J12_a_configuration_is_created_read_replaced_and_deleted_with_its_etag() {
    var created = put("{'priority':3,'labels':{'a':'b'},'targetCondition':''}");
    var replaced = put("{'priority':4}", "If-Match", "\"MQ==\"");
    var stale = put("{'priority':5}", "If-Match", "\"MQ==\"");
    var any = put("{'priority':6}", "If-Match", "*");

    assertThat(created.status()).as(created.text()).isEqualTo(200);
    assertThat(created.json().getString("etag")).isEqualTo("MQ==");
    assertThat(created.json().getString("schemaVersion")).isEqualTo("1.0");
    assertThat(created.json().getJsonObject("labels")).isEqualTo(json("{'a':'b'}"));
    assertThat(created.json().getString("createdTimeUtc")).endsWith("Z");
    assertThat(replaced.json().getString("etag")).isEqualTo("Mg==");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(any.json().getString("etag")).isEqualTo("Mw==");
    assertThat(rest.get(path).json().getInteger("priority")).isEqualTo(6);
    assertThat(put("{}").status()).isEqualTo(409);
    assertThat(rest.send("DELETE", path, null, "If-Match", "MQ==").status()).isEqualTo(412);
    assertThat(rest.send("DELETE", path, null, "If-Match", "*").status()).isEqualTo(204);
    assertThat(rest.get(path).status()).isEqualTo(404);
    assertThat(put("{}", "If-Match", "*").status()).isEqualTo(404);
  }

  @Test
  void J12_configurations_are_listed_up_to_top() {
    put("{}");
    rest.sendText("PUT", path + "-b", "{}");

    assertThat(rest.get("/configurations?top=1&api-version=2021-04-12").array()).hasSize(1);
    assertThat(rest.get("/configurations").array().stream())
        .extracting(one -> ((JsonObject) one).getString("id"))
        .contains(id, id + "-b");
  }

  @Test
  void content_reaches_the_devices_it_is_for_and_those_that_join_later() {
    hub.device(id + "-in");
    hub.device(id + "-out");
    tag(id + "-in", "{'group':'" + id + "'}");

    put(
        "{'priority':1,'targetCondition':\"tags.group = '"
            + id
            + "'\",'content':{'deviceContent':{'properties.desired.fw':{'channel':'beta'},"
            + "'properties.desired.a.b':[1]}},'metrics':{'queries':{'mine':\"SELECT deviceId FROM"
            + " devices WHERE tags.group = '"
            + id
            + "'\"}}}");

    await().untilAsserted(() -> assertThat(state(id + "-in")).isEqualTo("Applied"));
    var desired = desired(id + "-in");
    assertThat(desired.getJsonObject("fw")).isEqualTo(json("{'channel':'beta'}"));
    assertThat(desired.getJsonObject("a")).isEqualTo(json("{'b':[1]}"));
    assertThat(desired.getInteger("$version")).isEqualTo(2);
    assertThat(desired(id + "-out").containsKey("fw")).isFalse();
    var shown = rest.get(path).json();
    assertThat(shown.getJsonObject("systemMetrics").getJsonObject("results"))
        .isEqualTo(json("{'targetedCount':1,'appliedCount':1}"));
    assertThat(shown.getJsonObject("metrics").getJsonObject("results"))
        .isEqualTo(json("{'mine':1}"));
    var applied = shown.getJsonObject("systemMetrics").getJsonObject("queries");
    assertThat(query(applied.getString("appliedCount")).array()).hasSize(1);
    assertThat(query(applied.getString("targetedCount")).array()).hasSize(1);

    tag(id + "-out", "{'group':'" + id + "'}");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(state(id + "-out")).isEqualTo("Applied"));
    assertThat(desired(id + "-in").getInteger("$version")).isEqualTo(2);
  }

  @Test
  void the_higher_priority_wins_where_two_say_something() {
    hub.device(id);
    var targets = "'targetCondition':\"deviceId = '" + id + "'\",";
    put(targets(targets, 1, "'properties.desired.x':1,'properties.desired.y':1"));
    rest.sendText(
        "PUT", path + "-high", json(targets(targets, 9, "'properties.desired.x':9")).encode());

    await().untilAsserted(() -> assertThat(desired(id).getInteger("x")).isEqualTo(9));
    assertThat(desired(id).getInteger("y")).isEqualTo(1);
  }

  @Test
  void what_is_not_valid_is_refused_or_told() {
    for (var bad :
        List.of(
            "{'targetCondition':'tags.a ='}",
            "{'content':{'deviceContent':{'tags.a':1}}}",
            "{'priority':'x'}",
            "{'id':'another'}",
            "{'metrics':{'queries':{'m':'SELECT'}}}")) {
      assertThat(put(bad).status()).as(bad).isEqualTo(400);
    }
    assertThat(rest.sendText("PUT", "/configurations/Upper", "{}").status()).isEqualTo(400);
    var tested =
        rest.sendText(
                "POST",
                "/configurations/testQueries",
                json("{'targetCondition':'tags.a =','customMetricQueries':{'good':'SELECT * FROM"
                        + " devices','bad':'SELECT'}}")
                    .encode())
            .json();
    assertThat(tested.getString("targetConditionError")).contains("position 8");
    assertThat(tested.getJsonObject("customMetricQueryErrors").fieldNames()).containsOnly("bad");
  }

  @Test
  void configurations_survive_a_restart_and_are_applied_again(@TempDir Path data) {
    var settings = LocalHubSettings.defaults().withHost("127.0.0.75").withPorts(0, 0);
    try (var before = TestHub.start(settings.withData(data))) {
      before.rest().sendText("PUT", path, "{\"priority\":2,\"targetCondition\":\"*\"}");
      before.device("dev");
    }
    try (var after = TestHub.start(settings.withData(data))) {
      assertThat(after.rest().get(path).json().getInteger("priority")).isEqualTo(2);
      await()
          .untilAsserted(
              () ->
                  assertThat(after.rest().get("/twins/dev").json().getJsonObject("configurations"))
                      .isEqualTo(json("{'" + id + "':{'status':'Applied'}}")));
    }
  }

  private Rest.Reply put(String body, String... headers) {
    return rest.sendText("PUT", path, json(body).encode(), headers);
  }

  private static String targets(String condition, int priority, String content) {
    return "{"
        + condition
        + "'priority':"
        + priority
        + ",'content':{'deviceContent':{"
        + content
        + "}}}";
  }

  private String state(String device) {
    var configurations = rest.get("/twins/" + device).json().getJsonObject("configurations");
    return configurations == null
        ? ""
        : configurations.getJsonObject(id, new JsonObject()).getString("status", "");
  }

  private static JsonObject desired(String device) {
    return rest.get("/twins/" + device).json().getJsonObject("properties").getJsonObject("desired");
  }

  private static void tag(String device, String tags) {
    rest.sendText("PATCH", "/twins/" + device, json("{'tags':" + tags + "}").encode());
  }

  private static Rest.Reply query(String text) {
    return rest.send("POST", "/devices/query", new JsonObject().put("query", text));
  }

  /** Single quotes for double ones, save within double ones. */
  private static JsonObject json(String text) {
    var result = new StringBuilder();
    var within = false;
    for (int i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      within ^= c == '"';
      result.append(c == '\'' && !within ? '"' : c);
    }
    return new JsonObject(result.toString());
  }
}

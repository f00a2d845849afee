// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.localhub.fault.FaultKind;
import io.firmcast.localhub.fault.FaultRule;
import io.firmcast.localhub.tier.Tier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub's own switches under /admin. */
class AdminIT {

  private static final String JSON = "application/json";
  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.51");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @AfterEach
  void reset() {
    hub.hub.faults().clear();
  }

  @Test
  void a_rule_is_put_shown_and_taken_away_without_a_key() {
    var put =
        put("/admin/faults/mine", "{\"kind\":\"delay-method\",\"rate\":0.5,\"time\":\"1s-2s\"}");

    assertThat(put.status()).isEqualTo(200);
    assertThat(hub.hub.faults().all())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.id()).isEqualTo("mine");
              assertThat(fault.rule()).isEqualTo(FaultRule.of("delay-method:rate=0.5,time=1s-2s"));
            });
    assertThat(admin().get("/admin/faults/mine").json().getString("time")).isEqualTo("1s-2s");
    assertThat(admin().send("DELETE", "/admin/faults/mine", null).status()).isEqualTo(204);
    assertThat(admin().get("/admin/faults/mine").status()).isEqualTo(404);
    assertThat(admin().send("DELETE", "/admin/faults/mine", null).status()).isEqualTo(404);
  }

  @Test
  void all_rules_are_replaced_at_once_and_taken_away_at_once() {
    hub.hub.faults().add(FaultRule.of(FaultKind.DROP_DESIRED));

    var put =
        put(
            "/admin/faults",
            "{\"value\":[{\"kind\":\"rest-error\",\"rate\":0},{\"kind\":\"query-lag\"}]}");

    assertThat(kinds(put.json())).containsExactly("rest-error", "query-lag");
    assertThat(kinds(admin().get("/admin/faults").json()))
        .containsExactly("rest-error", "query-lag");
    assertThat(admin().send("DELETE", "/admin/faults", null).status()).isEqualTo(204);
    assertThat(hub.hub.faults().all()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/admin/faults/x | {} | kind: is missing",
        "/admin/faults/x | {\"kind\":\"rest-error\",\"rate\":7} | rate: must be between 0 and 1",
        "/admin/faults/x | [] | The body is no JSON object",
        "/admin/faults/x | {\"kind\": | The body is no JSON object",
        "/admin/faults | {\"value\":[7]} | value: must be an array of rules",
        "/admin/faults | {\"value\":[{\"kind\":\"x\"}]} | kind: 'x' is none of",
        "/admin/tier | {} | tier: is missing",
        "/admin/tier | {\"tier\":\"S9\"} | tier: 'S9' is none of F1, B1",
        "/admin/tier | {\"tier\":\"S1\",\"units\":0} | units: must be between 1 and 200",
        "/admin/tier | {\"tier\":\"S1\",\"pace\":0} | pace: a tier has no such field",
      })
  void a_bad_body_is_one_clear_problem_and_changes_nothing(
      String path, String body, String problem) {
    hub.hub.faults().put("x", FaultRule.of(FaultKind.DROP_DESIRED));

    var reply = put(path, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("content-type")).contains("application/problem+json");
    assertThat(reply.json().getString("code")).isEqualTo("bad-request");
    assertThat(reply.json().getString("detail")).startsWith(problem);
    assertThat(hub.hub.faults().all()).singleElement().extracting(f -> f.id()).isEqualTo("x");
  }

  @Test
  void the_tier_is_changed_and_shown_at_run_time() {
    assertThat(admin().get("/admin/tier").json().getString("tier")).isEqualTo("none");

    var put = put("/admin/tier", "{\"tier\":\"s2\",\"units\":3,\"retryAfter\":\"5s\"}");

    assertThat(put.json())
        .isEqualTo(
            new JsonObject(
                """
                {"tier":"S2","units":3,"patience":"10s","speed":1.0,"quota":false,
                 "retryAfter":"5s","messagesToday":0}"""));
    assertThat(hub.hub.throttles().settings().tier()).isEqualTo(Tier.S2);
    assertThat(put("/admin/tier", "{\"tier\":\"none\"}").status()).isEqualTo(200);
    assertThat(hub.hub.throttles().open()).isTrue();
  }

  @Test
  void a_post_of_another_type_is_refused_as_well() {
    var reply =
        admin().sendText("POST", "/admin/devices/d/messages", "{}", "Content-Type", "text/plain");

    assertThat(reply.status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonx"})
  void a_write_of_another_type_is_refused_for_a_browser_could_send_it_unasked(String type) {
    var reply = admin().sendText("PUT", "/admin/tier", "{\"tier\":\"S1\"}", "Content-Type", type);

    assertThat(reply.status()).isEqualTo(415);
    assertThat(hub.hub.throttles().open()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"attacker.example", "attacker.example:443", "127.0.0.51.attacker.example"})
  void a_foreign_host_header_is_refused_for_its_name_may_lead_here(String host) throws Exception {
    assertThat(statusWithHost(host)).isEqualTo("HTTP/1.1 403 Forbidden");
    assertThat(statusWithHost("localhost")).isEqualTo("HTTP/1.1 200 OK");
    assertThat(statusWithHost(hub.serviceHost())).isEqualTo("HTTP/1.1 200 OK");
  }

  @Test
  void other_paths_and_methods_are_not_there() {
    var unknown = admin().get("/admin/secrets");
    var post = admin().sendText("POST", "/admin/tier", "{}", "Content-Type", JSON);

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).contains("/admin/faults", "witness");
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.text()).contains("method-not-allowed", "POST is not possible here");
  }

  private static String statusWithHost(String host) throws Exception {
    try (var socket = hub.trust().getSocketFactory().createSocket(hub.host, hub.hub.httpsPort())) {
      socket.setSoTimeout(10_000);
      var request = "GET /admin/tier HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.substring(0, answer.indexOf('\r'));
    }
  }

  private static List<String> kinds(JsonObject answer) {
    JsonArray value = answer.getJsonArray("value");
    return value.stream().map(rule -> ((JsonObject) rule).getString("kind")).toList();
  }

  private static Rest.Reply put(String path, String body) {
    return admin().sendText("PUT", path, body, "Content-Type", JSON);
  }

  private static Rest admin() {
    return new Rest(hub, null);
  }
}

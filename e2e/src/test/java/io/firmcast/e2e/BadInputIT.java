// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.cli.Stack;
import io.firmcast.cli.StackSettings;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.firmcast.localhub.LocalHubSettings;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of requests, devices and twins that are not as they should be. */
class BadInputIT {
  private static Stack stack;
  private static String url;

  @BeforeAll
  static void start(@TempDir Path data) {
    stack =
        Stack.start(
            new StackSettings(
                new LocalHubSettings("127.0.0.65", 0, 0, data.resolve("hub")),
                0,
                Set.of(),
                0,
                data,
                2,
                Duration.ofSeconds(1),
                LinkKind.MQTT));
    url = stack.url().toString();
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | /fwPackageUri",
        "{\"fwPackageUri\":7} | /fwPackageUri",
        "{\"fwPackageUri\":\"u\",\"colour\":\"blue\"} | /colour",
        "{\"fwPackageUri\":\"u\",\"size\":-1} | /size",
      })
  void a_payload_that_is_wrong_is_400_with_a_pointer(String body, String pointer) throws Exception {
    var answer = Http.update(url, "sim-0", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().getString("code")).isEqualTo("bad-request");
    assertThat(answer.body().getString("pointer")).isEqualTo(pointer);
  }

  @Test
  void what_is_not_json_is_400() throws Exception {
    assertThat(Http.update(url, "sim-0", "firmware please").status()).isEqualTo(400);
    assertThat(Http.update(url, "sim-0", "[]").status()).isEqualTo(400);
    assertThat(Http.update(url, "sim-0", "").status()).isEqualTo(400);
  }

  @Test
  void a_body_over_64_KiB_is_413() throws Exception {
    var answer = Http.update(url, "sim-0", "{\"fwPackageUri\":\"" + "x".repeat(66_000) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().getString("code")).isEqualTo("body-too-large");
  }

  @Test
  void an_unknown_device_is_404() throws Exception {
    var answer = Http.update(url, "nobody");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().getString("code")).isEqualTo("device-not-found");
  }

  @Test
  void an_offline_device_is_409() throws Exception {
    stack.hub().createDevice("asleep").await(5, TimeUnit.SECONDS);

    var answer = Http.update(url, "asleep");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().getString("code")).isEqualTo("device-offline");
  }

  @Test
  void a_second_update_beside_a_running_one_is_409_with_the_running_id() throws Exception {
    var running = Http.update(url, "sim-1").body().getString("updateId");

    var second = Http.update(url, "sim-1");

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().getString("code")).isEqualTo("update-in-progress");
    assertThat(second.body().getString("updateId")).isEqualTo(running);
  }

  @Test
  void a_device_that_does_not_answer_is_504_and_its_update_unknown() throws Exception {
    try (var mute = device("mute")) {
      mute.listenToMethods();

      var answer = Http.update(url, "mute");

      assertThat(answer.status()).isEqualTo(504);
      assertThat(answer.body().getString("code")).isEqualTo("device-timeout");
      var update = Http.get(url + "/api/v1/updates/" + answer.body().getString("updateId"));
      assertThat(update.status()).isEqualTo(200);
      assertThat(update.body().getString("state")).isEqualTo("UNKNOWN");
    }
  }

  @Test
  void a_device_that_reports_nonsense_is_unknown_and_the_others_go_on() throws Exception {
    var nonsense =
        Map.of(
            "odd-number", "{\"firmwareStatus\":7}",
            "odd-object", "{\"firmwareStatus\":\"completed\",\"firmware\":[1]}",
            "odd-html", "{\"firmwareStatus\":\"<script>alert(1)</script>\"}",
            "odd-time", "{\"firmwareStatus\":\"completed\",\"logTime\":\"yesterday\"}");
    for (var odd : nonsense.entrySet()) {
      device(odd.getKey()).report(odd.getValue()).close();
    }

    try (var feed = new FeedReader(url)) {
      for (var odd : nonsense.keySet()) {
        await().atMost(Duration.ofSeconds(20)).until(() -> "unknown".equals(statusOf(odd)));
      }
      var updateId = Http.update(url, "sim-0").body().getString("updateId");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(feed.statuses("sim-0", updateId)).contains("completed"));
    }
  }

  private static RawDevice device(String id) throws Exception {
    stack.hub().createDevice(id).await(5, TimeUnit.SECONDS);
    return new RawDevice(
        ConnectionString.parse(stack.hub().deviceConnectionString(id)),
        stack.hub().mqttPort(),
        Trust.of(stack.hub().caFile().orElseThrow()));
  }

  private static String statusOf(String device) throws Exception {
    return Http.get(url + "/api/v1/status?device=" + device).body().getJsonArray("value").stream()
        .map(JsonObject.class::cast)
        .map(item -> item.getString("status"))
        .findFirst()
        .orElse("absent");
  }
}

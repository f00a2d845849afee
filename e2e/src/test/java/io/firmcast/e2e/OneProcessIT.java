// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.cli.Stack;
import io.firmcast.cli.StackSettings;
import io.firmcast.localhub.LocalHubSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything in one JVM, with the real SDKs on both sides of the hub. */
class OneProcessIT {
  private static final List<String> WHOLE_UPDATE =
      List.of("standBy", "downloading", "applying", "completed");

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void an_update_is_shown_from_post_to_completed_with_every_transition_in_order(LinkKind link)
      throws Exception {
    try (var stack = start("127.0.0.61", 3, Duration.ofMillis(300), link);
        var feed = new FeedReader(stack.url().toString())) {
      var answer = Http.update(stack.url().toString(), "sim-1");

      assertThat(answer.status()).isEqualTo(202);
      var updateId = answer.body().getString("updateId");
      var payload = answer.body().getJsonObject("answer").getJsonObject("payload");
      assertThat(payload.getString("Response")).isEqualTo("Firmware update started");
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> assertThat(feed.statuses("sim-1", updateId)).isEqualTo(WHOLE_UPDATE));
      await()
          .untilAsserted(
              () ->
                  assertThat(
                          Http.get(stack.url() + "/api/v1/updates/" + updateId)
                              .body()
                              .getString("state"))
                      .isEqualTo("SUCCEEDED"));
      assertThat(stack.devices().connected()).isEqualTo(3);
    }
  }

  @Test
  void a_hundred_devices_update_at_once_and_each_transition_is_shown() throws Exception {
    try (var stack = start("127.0.0.62", 100, Duration.ofSeconds(1), LinkKind.MQTT);
        var feed = new FeedReader(stack.url().toString())) {
      var url = stack.url().toString();
      Map<String, String> updates = new HashMap<>();

      for (int i = 0; i < 100; i++) {
        var answer = Http.update(url, "sim-" + i);
        assertThat(answer.status()).isEqualTo(202);
        updates.put("sim-" + i, answer.body().getString("updateId"));
      }

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(updates)
                      .allSatisfy(
                          (device, update) ->
                              assertThat(feed.statuses(device, update)).isEqualTo(WHOLE_UPDATE)));
    }
  }

  private Stack start(String host, int devices, Duration phaseTime, LinkKind link) {
    return Stack.start(
        new StackSettings(
            new LocalHubSettings(host, 8883, 0, data.resolve("hub")),
            0,
            Set.of(),
            0,
            data,
            devices,
            phaseTime,
            link));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.script.ScriptJson;
import io.firmcast.agent.script.ScriptedDevices;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each behaviour of a script looks like to a hub. */
class ScriptedDevicesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final ConnectionString SIM_7 =
      ConnectionString.parse("HostName=hub.example;DeviceId=sim-7;SharedAccessKey=c2VjcmV0");
  private static final JsonObject R42 =
      new JsonObject().put("fwPackageUri", "test.com").put("updateId", "r42").put("version", "2");

  private final Vertx vertx = Vertx.vertx();
  private final List<FakeLink> links = new CopyOnWriteArrayList<>();
  private final JsonObject twin = new JsonObject();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void without_a_part_in_the_script_a_device_is_like_any_other() throws Exception {
    device("'kind':'fails','phase':'applying'", 0);

    link().invoke(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("completed"));
  }

  @Test
  void slow_takes_longer() throws Exception {
    device("'kind':'slow','factor':20", 1);
    link().invoke(FirmwareUpdate.METHOD, R42);

    await().during(Duration.ofMillis(120)).until(() -> !link().statuses().contains("downloading"));
    await().until(() -> link().statuses().contains("completed"));
  }

  @Test
  void fails_in_its_phase_with_its_code() throws Exception {
    device("'kind':'fails','phase':'applying','code':'hash'", 1);

    link().invoke(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("failed"));
    assertThat(link().statuses()).contains("applying").doesNotContain("completed");
    assertThat(firmware().getJsonObject("error").getString("code")).isEqualTo("hash");
  }

  @Test
  void reboots_in_the_middle_and_goes_on_where_it_was() throws Exception {
    var device = device("'kind':'reboots','phase':'applying','for':'100ms','times':2", 1);

    link().invoke(FirmwareUpdate.METHOD, R42);

    await().until(() -> links.size() == 3);
    assertThat(links.get(0).closed).isTrue();
    assertThat(links.get(1).closed).isTrue();
    await().until(() -> link().statuses().contains("completed"));
    assertThat(device.state()).isEqualTo(new LinkState.Connected());
    assertThat(firmware().getString("version")).isEqualTo("2");
    assertThat(firmware().getJsonArray("history").encode().split("completed", -1)).hasSize(2);
    assertThat(link().invoke(FirmwareUpdate.METHOD, R42).payload().getString("firmwareStatus"))
        .isEqualTo("completed");
  }

  @Test
  void goes_offline_for_a_time_and_tells_afterwards_what_it_did() throws Exception {
    var device = device("'kind':'offline','after':'50ms','for':'300ms'", 1);
    await().until(() -> device.state() instanceof LinkState.Connecting);

    assertThat(links.get(0).closed).isTrue();
    await().until(() -> links.size() == 2 && device.state() instanceof LinkState.Connected);
    link().invoke(FirmwareUpdate.METHOD, R42);
    await().until(() -> link().statuses().contains("completed"));
    await().during(Duration.ofMillis(150)).until(() -> !link().closed);
  }

  @Test
  void lies_about_the_version() throws Exception {
    device("'kind':'lies','version':'9.9.9'", 1);

    link().invoke(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("completed"));
    assertThat(firmware().getString("version")).isEqualTo("9.9.9");
  }

  @Test
  void has_the_wrong_time() throws Exception {
    device("'kind':'clock-skew','by':'-1h'", 1);

    await().until(() -> !link().patches().isEmpty());
    assertThat(link().reported().getString("logTime")).isEqualTo("2026-11-20T09:00:00Z");
  }

  @Test
  void sends_each_report_so_many_times() throws Exception {
    device("'kind':'duplicate-reports','count':3", 1);

    link().invoke(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("completed"));
    await().until(() -> link().statuses().stream().filter("completed"::equals).count() == 3);
    assertThat(link().statuses().stream().filter("applying"::equals)).hasSize(3);
  }

  @Test
  void never_answers_and_does_it_all_the_same() throws Exception {
    device("'kind':'never-answers'", 1);

    var answer = link().invokeLater(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("completed"));
    assertThat(answer.isComplete()).isFalse();
  }

  @Test
  void answers_later_than_it_acts() throws Exception {
    device("'kind':'answers-late','by':'400ms'", 1);

    var answer = link().invokeLater(FirmwareUpdate.METHOD, R42);

    await().until(() -> link().statuses().contains("downloading"));
    assertThat(answer.isComplete()).isFalse();
    await().until(answer::succeeded);
    assertThat(answer.result().status()).isEqualTo(200);
  }

  private DeviceAgentVerticle device(String behaviour, double fraction) throws Exception {
    var script =
        ScriptJson.parse(
            ("{'seed':7,'behaviours':[{" + behaviour + ",'fraction':" + fraction + "}]}")
                .replace('\'', '"'));
    var device =
        new DeviceAgentVerticle(
            AgentSettings.of(SIM_7).withPhaseTime(Duration.ofMillis(20)),
            this::nextLink,
            new ScriptedDevices(script),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new Random(7));
    vertx.deployVerticle(device).await(5, TimeUnit.SECONDS);
    return device;
  }

  /** Each leads to the same hub, which keeps the twin. */
  private FakeLink nextLink() {
    var link = new FakeLink().withReported(links.isEmpty() ? twin : link().reported());
    links.add(link);
    return link;
  }

  private FakeLink link() {
    return links.get(links.size() - 1);
  }

  private JsonObject firmware() {
    return link().reported().getJsonObject("firmware");
  }
}

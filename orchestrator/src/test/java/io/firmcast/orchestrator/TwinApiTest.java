// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.hub.HubException;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwinApiTest {
  private Running running;

  @BeforeEach
  void start(@TempDir Path data) {
    running = new Running(data, Running.QUICK);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void a_twin_is_shown_as_the_hub_has_it() {
    running.hub.report("sim-3", new JsonObject().put("firmwareStatus", "applying"));

    var answer = running.get("/api/v1/devices/sim-3/twin");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().getJsonObject("reported").getString("firmwareStatus"))
        .isEqualTo("applying");
    assertThat(answer.body().getInteger("reportedVersion")).isEqualTo(2);
  }

  @Test
  void a_device_that_the_hub_does_not_know_is_404() {
    var answer = running.get("/api/v1/devices/nobody/twin");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("device-not-found");
  }

  @Test
  void a_hub_that_is_away_is_503_and_says_when_to_try_again() {
    running.hub.fail(new HubException(HubException.Reason.UNAVAILABLE, "connection refused"));

    var answer = running.get("/api/v1/devices/sim-3/twin");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("hub-unavailable");
    assertThat(answer.retryAfter()).isEqualTo("5");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchCommandTest {

  @Test
  void a_filter_that_the_feed_refuses_ends_the_command_with_its_reason() throws Exception {
    try (var services = new FakeServices()) {
      services.greetWith(
          new JsonObject()
              .put("type", "error")
              .put("code", "bad-parameter")
              .put("detail", "A device id must be 1 to 128 characters."));

      var terminal = Terminal.run("watch", "-d", "bad id", "--url", services.url());

      assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
      assertThat(terminal.err()).isEqualTo("firmcast: A device id must be 1 to 128 characters.\n");
    }
  }

  @Test
  void every_device_is_a_parameter_of_its_own() {
    assertThat(WatchCommand.query(Map.of())).isEmpty();
    assertThat(WatchCommand.query(Map.of("device", List.of("sim-3", "a&b,c"))))
        .isEqualTo("?device=sim-3&device=a%26b%2Cc");
  }

  @Test
  void a_filter_is_passed_on_as_the_feed_takes_it() {
    assertThat(
            WatchCommand.query(
                Map.of(
                    "devicePrefix", List.of("floor-1"),
                    "rollout", List.of("r1"),
                    "status", List.of("failed", "applying"))))
        .isEqualTo("?devicePrefix=floor-1&rollout=r1&status=failed&status=applying");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
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
    assertThat(WatchCommand.query(List.of())).isEmpty();
    assertThat(WatchCommand.query(List.of("sim-3", "a&b,c")))
        .isEqualTo("?device=sim-3&device=a%26b%2Cc");
  }
}

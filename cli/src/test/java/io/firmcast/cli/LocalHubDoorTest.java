// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHubDoorTest {
  @TempDir private Path data = Path.of("");

  @Test
  void where_no_hub_has_been_there_is_no_door() {
    assertThat(LocalHubDoor.in(data).service()).isEmpty();
  }

  @Test
  void what_is_no_connection_string_says_what_to_do() throws Exception {
    Files.createDirectories(data.resolve("hub"));
    Files.writeString(data.resolve("hub/connection-string"), "nonsense");

    assertThatThrownBy(() -> LocalHubDoor.in(data).service())
        .isInstanceOf(CliFailure.class)
        .hasMessageContaining("start the hub again");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir private Path data = Path.of("");

  @Test
  void after_a_restart_reading_goes_on_where_it_was() {
    var file = data.resolve("stream").resolve("events.json");
    var before = new Checkpoints(file);
    before.read("0", 17);
    before.read("1", 4);
    before.read("0", 18);
    before.save();

    var after = new Checkpoints(file);

    assertThat(after.last("0")).isEqualTo(18);
    assertThat(after.last("1")).isEqualTo(4);
    assertThat(after.last("2")).isNegative();
  }

  @Test
  void nothing_is_written_when_nothing_was_read() throws IOException {
    var file = data.resolve("events.json");

    new Checkpoints(file).save();

    assertThat(Files.exists(file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{\"0\":\"x\"}", "[]"})
  void a_file_that_makes_no_sense_counts_as_none(String text) throws IOException {
    var file = Files.writeString(data.resolve("events.json"), text);

    assertThat(new Checkpoints(file).last("0")).isNegative();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  private final AtomicFile file;

  AtomicFileTest(@TempDir Path dir) {
    file = new AtomicFile(dir.resolve("text"));
  }

  @Test
  void it_reads_what_was_last_written() throws Exception {
    assertThat(file.read()).isEmpty();

    file.write("one");
    file.write("two");

    assertThat(file.read()).contains("two");
  }

  @Test
  void what_a_killed_writer_left_is_not_read() throws Exception {
    file.write("one");
    Files.writeString(file.path().resolveSibling("text.new"), "tw");

    assertThat(file.read()).contains("one");
    file.write("three");
    assertThat(file.read()).contains("three");
  }

  @Test
  void a_reader_never_sees_half_a_text() throws Exception {
    var a = "a".repeat(100_000);
    var b = "b".repeat(100_000);
    file.write(a);
    var writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 0; i < 30; i++) {
                  file.write(i % 2 == 0 ? b : a);
                }
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              }
            });

    List<String> read = new ArrayList<>();
    while (!writing.isDone()) {
      read.add(file.read().orElseThrow());
    }

    writing.join();
    assertThat(read).isNotEmpty().allMatch(text -> text.equals(a) || text.equals(b));
  }

  @Test
  void a_directory_that_is_gone_is_a_failure() {
    var nowhere = new AtomicFile(file.path().resolve("no/text"));

    assertThatIOException().isThrownBy(() -> nowhere.write("x"));
  }
}

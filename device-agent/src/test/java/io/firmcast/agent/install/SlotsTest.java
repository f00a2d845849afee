// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
  private final Slots slots;
  private final Releases releases;

  SlotsTest(@TempDir Path dir) {
    slots = new Slots(dir.resolve("slots"));
    releases = new Releases(dir);
  }

  @Test
  void each_release_takes_the_slot_that_does_not_run() throws Exception {
    slots.install(releases.of("r1", "one", 1));
    assertThat(running()).isEqualTo("one");

    slots.install(releases.of("r2", "two", 2));
    assertThat(running()).isEqualTo("two");
    assertThat(slots.current().resolveSibling("a").resolve(Slots.IMAGE)).hasContent("one");

    slots.install(releases.of("r3", "three", 3));
    assertThat(running()).isEqualTo("three");
    assertThat(slots.current().resolveSibling("b").resolve(Slots.IMAGE)).hasContent("two");
  }

  @Test
  void the_same_release_again_changes_nothing() throws Exception {
    slots.install(releases.of("r1", "one", 1));
    slots.install(releases.of("r2", "two", 2));
    slots.install(releases.of("r2", "two", 2));

    slots.rollback(releases.of("r2", "two", 2));

    assertThat(running()).isEqualTo("one");
  }

  @Test
  void going_back_twice_goes_back_once() throws Exception {
    slots.install(releases.of("r1", "one", 1));
    slots.install(releases.of("r2", "two", 2));

    slots.rollback(releases.of("r2", "two", 2));
    slots.rollback(releases.of("r2", "two", 2));

    assertThat(running()).isEqualTo("one");
  }

  @Test
  void the_first_release_of_all_goes_back_to_nothing() throws Exception {
    slots.install(releases.of("r1", "one", 1));

    slots.rollback(releases.of("r1", "one", 1));

    assertThat(slots.current()).doesNotExist();
  }

  @Test
  void what_was_altered_in_its_slot_is_not_whole() throws Exception {
    var release = releases.of("r1", "one", 1);
    slots.install(release);
    assertThat(slots.isWhole(release)).isTrue();

    Files.writeString(slots.current().resolve(Slots.IMAGE), "0ne");

    assertThat(slots.isWhole(release)).isFalse();
  }

  @Test
  void half_a_slot_of_a_killed_agent_is_written_anew() throws Exception {
    slots.install(releases.of("r1", "one", 1));
    var half = Files.createDirectories(slots.current().resolveSibling("b"));
    Files.writeString(half.resolve(Slots.IMAGE), "tw");
    Files.createSymbolicLink(slots.current().resolveSibling("current.new"), Path.of("b"));

    slots.install(releases.of("r2", "two", 2));

    assertThat(running()).isEqualTo("two");
  }

  /** Whoever opens it through the link has an open file of one image, whatever comes then. */
  @Test
  void a_reader_sees_the_old_image_or_the_new_at_every_moment() throws Exception {
    var ones = "1".repeat(200_000);
    var twos = "2".repeat(200_000);
    slots.install(releases.of("r0", ones, 1));
    var switching =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (int i = 1; i < 20; i++) {
                  slots.install(releases.of("r" + i, i % 2 == 0 ? ones : twos, i));
                }
              } catch (IOException broken) {
                throw new UncheckedIOException(broken);
              } catch (Exception broken) {
                throw new IllegalStateException(broken);
              }
            });

    List<String> seen = new ArrayList<>();
    while (!switching.isDone()) {
      try (var opened = Files.newInputStream(slots.current().resolve(Slots.IMAGE))) {
        seen.add(new String(opened.readAllBytes(), StandardCharsets.UTF_8));
      }
    }

    switching.join();
    assertThat(seen).isNotEmpty().allMatch(text -> text.equals(ones) || text.equals(twos));
  }

  private String running() throws IOException {
    return Files.readString(slots.current().resolve(Slots.IMAGE));
  }
}

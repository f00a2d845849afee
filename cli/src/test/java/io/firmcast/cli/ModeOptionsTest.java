// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModeOptionsTest {
  private final Path dir;

  ModeOptionsTest(@TempDir Path dir) {
    this.dir = dir;
  }

  @Test
  void all_that_is_missing_is_named_at_once() {
    var terminal = agents();

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err())
        .isEqualTo(
            "firmcast: Real devices need --trust, --model, --hardware-revision."
                + " See 'firmcast agents --help'.\n");
  }

  @Test
  void a_file_without_keys_is_refused() throws Exception {
    var empty = Files.writeString(dir.resolve("trust"), "");

    assertThat(agents("--trust", empty.toString()).err())
        .contains("holds no keys that can be trusted");
    assertThat(agents("--trust", dir.resolve("nowhere").toString()).err())
        .contains("nowhere is not there");
  }

  @Test
  void an_installer_that_cannot_be_run_is_refused() throws Exception {
    var root = dir.resolve("root").toString();
    Terminal.run("sign", "keys", "new", root);
    var trust = dir.resolve("trust").toString();
    var line =
        "sign keys trust --root %s.pub --release %s.pub --key %s.key --out %s"
            .formatted(root, root, root, trust);
    Terminal.run(line.split(" ", -1));

    var terminal =
        agents(
            "--trust",
            trust,
            "--model",
            "m",
            "--hardware-revision",
            "b",
            "--installer",
            "/nowhere");

    assertThat(terminal.exitCode()).isEqualTo(Exit.USAGE);
    assertThat(terminal.err()).contains("--installer /nowhere is no program that can be run");
  }

  @Test
  void a_mode_that_is_none_is_a_usage_error() {
    assertThat(Terminal.run("agents", "--mode", "dreaming").exitCode()).isEqualTo(Exit.USAGE);
  }

  private static Terminal agents(String... more) {
    List<String> words = new ArrayList<>(List.of("agents", "--mode", "real"));
    words.addAll(List.of(more));
    return Terminal.run(words.toArray(String[]::new));
  }
}

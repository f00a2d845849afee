// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Shard;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.script.ScriptedDevices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class SwarmOptionsTest {

  @Test
  void without_a_word_it_is_the_whole_fleet_at_the_usual_pace() {
    assertThat(parse().shard("laptop")).isEqualTo(Shard.WHOLE);
    assertThat(parse().pace()).isEqualTo(SwarmPace.DEFAULT);
    assertThat(parse().make()).isSameAs(DeviceMake.SIMULATED);
  }

  @Test
  void a_part_is_named_or_taken_from_the_host() {
    assertThat(parse("--shard=1/4").shard("laptop")).isEqualTo(new Shard(1, 4));
    assertThat(parse("--shard=ordinal", "--shards=4").shard("agents-3")).isEqualTo(new Shard(3, 4));
  }

  @Test
  void what_does_not_go_together_is_refused() {
    assertThatThrownBy(() -> parse("--shard=ordinal").shard()).hasMessageContaining("--shards");
    assertThatThrownBy(() -> parse("--shards=4").shard()).hasMessageContaining("ordinal");
    assertThatThrownBy(() -> parse("--shard=4/4").shard()).hasMessageContaining("--shard");
    assertThatThrownBy(() -> parse("--connect-rate=0").pace()).hasMessageContaining("rate");
    assertThatThrownBy(() -> parse("--seed=1").make()).hasMessageContaining("--script");
  }

  @Test
  void a_script_is_read_and_what_is_wrong_with_it_is_said(@TempDir Path directory)
      throws Exception {
    var good = Files.writeString(directory.resolve("good.json"), "{\"behaviours\":[]}");
    var bad = Files.writeString(directory.resolve("bad.json"), "{\"behaviours\":[{}]}");

    assertThat(parse("--script=" + good).make()).isInstanceOf(ScriptedDevices.class);
    assertThat(parse("--script=" + good, "--seed=3").make()).isInstanceOf(ScriptedDevices.class);
    assertThatThrownBy(() -> parse("--script=" + bad).make())
        .hasMessageContaining("bad.json")
        .hasMessageContaining("behaviours[0].kind is missing");
    assertThatThrownBy(() -> parse("--script=nowhere.json").make())
        .hasMessageContaining("nowhere.json");
  }

  @Test
  void the_ids_of_a_shard_are_numbered_as_in_the_whole_fleet() {
    assertThat(Fleet.ids("sim-", 8, new Shard(1, 4)))
        .extracting(Object::toString)
        .isEqualTo(List.of("sim-2", "sim-3"));
    assertThatThrownBy(() -> Fleet.ids("a/b", 1, Shard.WHOLE)).hasMessageContaining("--prefix");
  }

  private static SwarmOptions parse(String... words) {
    var swarm = new SwarmOptions();
    new CommandLine(CommandSpec.create().addMixin("swarm", CommandSpec.forAnnotatedObject(swarm)))
        .parseArgs(words);
    return swarm;
  }
}

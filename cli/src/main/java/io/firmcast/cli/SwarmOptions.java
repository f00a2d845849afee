// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Shard;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.script.Script;
import io.firmcast.agent.script.ScriptJson;
import io.firmcast.agent.script.ScriptedDevices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a fleet a process is, how fast it comes up, and which devices misbehave. */
final class SwarmOptions {
  private static final String ORDINAL = "ordinal";

  @Option(
      names = "--shard",
      paramLabel = "K/N|ordinal",
      description =
          "Be only a part of the --count devices: 0/4 is the first of four. 'ordinal' takes the"
              + " number at the end of the host's name, as a StatefulSet gives it, with --shards.")
  private @Nullable String shard;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "With --shard ordinal: how many parts there are.")
  private @Nullable Integer shards;

  @Option(
      names = "--connect-rate",
      paramLabel = "N",
      defaultValue = "90",
      description = "Devices that begin to connect in a second; S1 takes 100 (${DEFAULT-VALUE}).")
  private int connectRate = SwarmPace.DEFAULT.perSecond();

  @Option(
      names = "--script",
      paramLabel = "FILE",
      description = "JSON that makes some devices misbehave; docs/agents.md has the form.")
  private @Nullable Path script;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "With --script: another seed than the script's, so other devices.")
  private @Nullable Long seed;

  SwarmPace pace() {
    try {
      return new SwarmPace(SwarmPace.DEFAULT.atOnce(), connectRate);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --connect-rate: it must be 1 or more.");
    }
  }

  Shard shard() {
    try {
      return shard(hostName());
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "Check --shard: %s.".formatted(wrong.getMessage()));
    }
  }

  Shard shard(String host) {
    if (ORDINAL.equals(shard) != (shards != null)) {
      throw new CliFailure(Exit.USAGE, "--shard ordinal and --shards N go together.");
    }
    if (shards != null) {
      return Shard.ofHost(host, shards);
    }
    return shard == null ? Shard.WHOLE : Shard.parse(shard);
  }

  DeviceMake make() {
    if (script == null) {
      if (seed != null) {
        throw new CliFailure(Exit.USAGE, "--seed needs --script.");
      }
      return DeviceMake.SIMULATED;
    }
    var read = read(script);
    return new ScriptedDevices(seed == null ? read : read.withSeed(seed));
  }

  private static Script read(Path file) {
    try {
      return ScriptJson.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new CliFailure(Exit.USAGE, "The script %s cannot be read.".formatted(file));
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(
          Exit.USAGE, "Check the script %s: %s.".formatted(file, wrong.getMessage()));
    }
  }

  /** A pod has its name in the environment too, but that can be set to anything. */
  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }
}

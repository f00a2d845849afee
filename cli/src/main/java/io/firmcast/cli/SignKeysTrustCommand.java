// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.manifest.Refused;
import io.firmcast.agent.manifest.Role;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.agent.manifest.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The next set of keys that count. */
@Command(
    name = "trust",
    description = {
      "Signs the set of keys that devices trust, and adds it to the file they are given.",
      "The file keeps every set; a new one must be signed by the root keys of the last set and by"
          + " its own."
    })
final class SignKeysTrustCommand implements Callable<Integer> {

  @Option(
      names = "--root",
      required = true,
      paramLabel = "FILE",
      description = "A root key's public half; may be given several times.")
  private List<Path> roots = List.of();

  @Option(
      names = "--root-threshold",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many root keys must sign (${DEFAULT-VALUE}).")
  private int rootThreshold = 1;

  @Option(
      names = "--release",
      required = true,
      paramLabel = "FILE",
      description = "A release key's public half; may be given several times.")
  private List<Path> releases = List.of();

  @Option(
      names = "--release-threshold",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many release keys must sign a manifest (${DEFAULT-VALUE}).")
  private int releaseThreshold = 1;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "A root key to sign with; may be given several times.")
  private List<Path> keys = List.of();

  @Option(
      names = "--expires",
      paramLabel = "WHEN",
      converter = ExpiryText.class,
      defaultValue = "365d",
      description = "When the set ends: 365d, 12h or an ISO-8601 time (${DEFAULT-VALUE}).")
  private Instant expires = Instant.EPOCH;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file for the devices (agents --trust); a new one is begun.")
  private Path out = Path.of("");

  @Override
  public Integer call() throws IOException {
    var before = before();
    var set =
        new TrustedKeys(
            TrustChain.nextVersion(before),
            expires,
            role("root", roots, rootThreshold),
            role("release", releases, releaseThreshold));
    var chain = checked(before, set);
    var next = Path.of(out + ".new");
    Files.writeString(next, chain.toLines());
    Files.move(next, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    System.out.printf("key set %d until %s%n", set.version(), set.expires());
    return Exit.OK;
  }

  /** As a device will: what it would refuse is not written. */
  private TrustChain checked(Optional<TrustChain> before, TrustedKeys set) {
    var sets = new ArrayList<>(before.map(TrustChain::sets).orElse(List.of()));
    sets.add(set.sign(KeyFile.signing(keys)));
    var chain = new TrustChain(sets);
    try {
      chain.newest();
      return chain;
    } catch (Refused wrong) {
      throw new CliFailure(
          Exit.USAGE, "No device would take this: %s.".formatted(wrong.getMessage()));
    }
  }

  private Optional<TrustChain> before() {
    if (!Files.exists(out)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustChain.parse(SignFiles.text(out)));
    } catch (IllegalArgumentException notOurs) {
      throw new CliFailure(Exit.USAGE, out + " is there already and is no file of key sets.");
    }
  }

  private static Role role(String name, List<Path> files, int threshold) {
    try {
      return new Role(KeyFile.verifying(files), threshold);
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "--%s: %s.".formatted(name, wrong.getMessage()));
    }
  }
}

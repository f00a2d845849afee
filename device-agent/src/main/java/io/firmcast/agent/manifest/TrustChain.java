// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A file of key sets, one envelope a line, oldest first: a device that slept for years still finds
 * each step from the set it knows to the newest.
 */
public record TrustChain(List<Envelope> sets) {

  public TrustChain {
    sets = List.copyOf(sets);
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("no key set");
    }
  }

  /** Reads the file's text. */
  public static TrustChain parse(String lines) {
    return new TrustChain(
        lines
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> Envelope.parse(line.strip().getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  /** The newest set, each step checked. */
  public TrustedKeys newest() {
    var keys = TrustedKeys.first(sets.get(0));
    for (var set : sets.subList(1, sets.size())) {
      keys = keys.next(set);
    }
    return keys;
  }

  /**
   * The newest set for a device that knows one already: the file must lead on from there. A file
   * that ends before it is older, and is passed over.
   */
  public TrustedKeys newest(TrustedKeys known) {
    var keys = known;
    for (var set : sets) {
      if (TrustedKeys.read(set).version() > known.version()) {
        keys = keys.next(set);
      }
    }
    return keys;
  }

  /** That set, for a device to keep; empty where the file is older. */
  public Optional<Envelope> set(long version) {
    return sets.stream().filter(set -> TrustedKeys.read(set).version() == version).findFirst();
  }

  /** The file's text. */
  public String toLines() {
    var lines = new StringBuilder();
    sets.forEach(
        set -> lines.append(new String(set.toJson(), StandardCharsets.UTF_8)).append('\n'));
    return lines.toString();
  }

  /** The version that a next set must have, for whoever makes it. */
  public static long nextVersion(Optional<TrustChain> before) {
    return before.map(chain -> chain.newest().version() + 1).orElse(1L);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.nio.charset.StandardCharsets;

/**
 * A number that a rollout and a device always have, on every machine and in every version: it
 * orders devices, and seeds what is random about one.
 */
public final class StableHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private StableHash() {}

  /** FNV-1a of both names, stirred, because the order of FNV alone follows the last characters. */
  public static long of(String rollout, String device) {
    var hash = FNV_OFFSET;
    for (var text : new String[] {rollout, "\0", device}) {
      for (var octet : text.getBytes(StandardCharsets.UTF_8)) {
        hash = (hash ^ (octet & 0xff)) * FNV_PRIME;
      }
    }
    return stir(hash);
  }

  /** Another number for each pair, evenly spread (SplitMix64). */
  public static long with(long seed, long step) {
    return stir(seed + step * GOLDEN);
  }

  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  public static double fraction(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  private static long stir(long value) {
    var mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Seeded decisions that do not depend on what other devices do meanwhile: each device throws dice
 * of its own. Callable from any thread.
 */
final class Dice {

  // Whoever asks for ever more devices shares the dice of the rest, and memory stays bounded.
  private static final int MOST_DEVICES = 200_000;
  private static final String THE_REST = "";

  private final long seed;
  private final Map<String, AtomicLong> throwsOf = new ConcurrentHashMap<>();

  Dice(long seed) {
    this.seed = seed;
  }

  /** The next throw of a device. */
  Throw next(String deviceId) {
    var count = throwsOf.get(deviceId);
    if (count == null) {
      var mine = throwsOf.size() < MOST_DEVICES ? deviceId : THE_REST;
      count = throwsOf.computeIfAbsent(mine, id -> new AtomicLong());
    }
    return new Throw(mixed(seed ^ hash(deviceId)) + count.incrementAndGet());
  }

  /** The throw at a place, the same each time. */
  static Throw at(long seed, long place) {
    return new Throw(mixed(seed) + place);
  }

  /** One throw, good for several independent numbers. */
  record Throw(long state) {

    /** A number from 0 to below 1; which one says the purpose. */
    double number(int purpose) {
      return (mixed(mixed(state) + purpose) >>> 11) * 0x1.0p-53;
    }
  }

  /** The finalizer of SplitMix64: each bit of the input moves about half of the output's. */
  private static long mixed(long number) {
    var z = number + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** FNV-1a in 64 bits: {@code hashCode} has too many equals for ids such as sim-0, sim-1. */
  private static long hash(String text) {
    var hash = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}

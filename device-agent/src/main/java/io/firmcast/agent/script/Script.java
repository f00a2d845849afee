// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.contract.DeviceId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which devices misbehave, and how. Each part takes its share of the devices by the seed, its place
 * in the script and the device's id alone: neither the size of the fleet, nor its order, nor the
 * process that a device is in changes what it does.
 */
public record Script(long seed, List<Part> parts) {

  /**
   * One behaviour of a part of the fleet; a device may be in several parts.
   *
   * @param fraction of all devices, 0 to 1
   */
  record Part(double fraction, Behaviour behaviour) {
    Part {
      if (!(fraction >= 0 && fraction <= 1)) {
        throw new IllegalArgumentException("fraction must be 0 to 1");
      }
    }
  }

  public Script {
    parts = List.copyOf(parts);
  }

  /** The same parts, falling on other devices. */
  public Script withSeed(long other) {
    return new Script(other, parts);
  }

  /** What is unusual about that device; most often nothing. */
  List<Behaviour> of(DeviceId device) {
    return IntStream.range(0, parts.size())
        .filter(part -> chance(device, part).nextDouble() < parts.get(part).fraction())
        .mapToObj(part -> parts.get(part).behaviour())
        .toList();
  }

  /** For what else is left to chance about that device. */
  RandomGenerator chance(DeviceId device) {
    return chance(device, parts.size());
  }

  private RandomGenerator chance(DeviceId device, int part) {
    var hash = device.value().chars().asLongStream().reduce(seed, (h, c) -> h * 1_000_003 + c);
    return new SplittableRandom(hash * 31 + part);
  }
}

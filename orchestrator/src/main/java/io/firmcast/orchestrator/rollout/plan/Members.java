// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.DeviceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/**
 * The devices of a rollout in the order of their places: canaries first, then by the stable hash,
 * whatever order they were listed in. A place, from 0, names a device within its rollout; those
 * that join later get the next places.
 */
public final class Members {
  private static final int ABSENT = -1;

  private final RolloutId rollout;
  private final List<DeviceId> devices;
  private long[] hashes;

  /** Open addressing over places + 1: a million boxed entries would weigh more than the devices. */
  private int[] table;

  private Members(RolloutId rollout, List<Hashed> ordered) {
    this.rollout = rollout;
    this.devices = new ArrayList<>(ordered.size());
    this.hashes = new long[Math.max(16, ordered.size())];
    this.table = new int[tableSize(ordered.size())];
    for (var it : ordered) {
      // Doubles stand beside each other.
      if (devices.isEmpty() || !devices.get(devices.size() - 1).equals(it.device)) {
        append(it.device, it.hash);
      }
    }
  }

  /** Those that were found, without doubles and those that are excluded. */
  public static Members of(RolloutId rollout, Targets targets, Collection<DeviceId> found) {
    var excluded = new HashSet<>(targets.exclude());
    var canaries = new HashSet<>(targets.canaries());
    var ordered = new ArrayList<Hashed>(found.size());
    for (var device : found) {
      if (!excluded.contains(device)) {
        ordered.add(
            new Hashed(
                !canaries.contains(device),
                StableHash.of(rollout.value(), device.value()),
                device));
      }
    }
    ordered.sort(null);
    return new Members(rollout, ordered);
  }

  public int size() {
    return devices.size();
  }

  public DeviceId device(int place) {
    return devices.get(place);
  }

  /** Its {@link StableHash} with the rollout. */
  public long hash(int place) {
    return hashes[place];
  }

  /** The place of that device; -1 where it is no member. */
  public int place(DeviceId device) {
    var mask = table.length - 1;
    var hash = StableHash.of(rollout.value(), device.value());
    for (var slot = (int) hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
      var place = table[slot] - 1;
      if (hashes[place] == hash && devices.get(place).equals(device)) {
        return place;
      }
    }
    return ABSENT;
  }

  /** Adds one that is no member yet and gives its place. */
  public int join(DeviceId device) {
    append(device, StableHash.of(rollout.value(), device.value()));
    return devices.size() - 1;
  }

  private void append(DeviceId device, long hash) {
    var place = devices.size();
    if (place == hashes.length) {
      hashes = Arrays.copyOf(hashes, place * 2);
    }
    devices.add(device);
    hashes[place] = hash;
    if (devices.size() * 2 > table.length) {
      table = new int[table.length * 2];
      for (var i = 0; i < devices.size(); i++) {
        index(i);
      }
    } else {
      index(place);
    }
  }

  private void index(int place) {
    var mask = table.length - 1;
    var slot = (int) hashes[place] & mask;
    while (table[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    table[slot] = place + 1;
  }

  private static int tableSize(int members) {
    return Integer.highestOneBit(Math.max(16, members) * 2) * 2;
  }

  private record Hashed(boolean ordinary, long hash, DeviceId device)
      implements Comparable<Hashed> {
    @Override
    public int compareTo(Hashed other) {
      var byGroup = Boolean.compare(ordinary, other.ordinary);
      var byHash = byGroup == 0 ? Long.compareUnsigned(hash, other.hash) : byGroup;
      return byHash == 0 ? device.compareTo(other.device) : byHash;
    }
  }
}

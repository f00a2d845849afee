// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.util.Arrays;

/** How many devices of each wave are in which state; it follows from the fleet alone. */
@SuppressWarnings("EnumOrdinal") // Counted at each change of each device: an array, and no map.
final class Tally {
  private static final int STATES = DeviceState.values().length;

  private final int[][] counts;
  private final int[] sizes;
  private final int[] exposed;
  private final Ready[] ready;
  private int inFlight;
  private int parked;
  private int open;
  private int clearing;

  Tally(int waves) {
    counts = new int[waves][STATES];
    sizes = new int[waves];
    exposed = new int[waves];
    ready = new Ready[waves];
    Arrays.setAll(ready, wave -> new Ready());
  }

  void joined(int place, int wave) {
    sizes[wave]++;
    enter(place, wave, DeviceState.QUEUED, Wait.NONE);
  }

  void leave(int place, int wave, DeviceState state, Wait wait) {
    count(wave, state, wait, -1);
    if (state == DeviceState.QUEUED) {
      ready[wave].remove(place);
    }
  }

  void enter(int place, int wave, DeviceState state, Wait wait) {
    count(wave, state, wait, 1);
    if (state == DeviceState.QUEUED) {
      ready[wave].add(place);
    }
  }

  private void count(int wave, DeviceState state, Wait wait, int one) {
    counts[wave][state.ordinal()] += one;
    inFlight += state.isInFlight() ? one : 0;
    parked += state == DeviceState.WAITING && wait == Wait.PARKED ? one : 0;
    open += state.isOver() ? 0 : one;
  }

  void exposed(int wave, int more) {
    exposed[wave] += more;
  }

  void clearing(int more) {
    clearing += more;
  }

  /** Devices of the wave that were asked and may yet fail. */
  int exposed(int wave) {
    return exposed[wave];
  }

  /** The first queued place of the wave; -1 for none. */
  int firstReady(int wave) {
    return ready[wave].first();
  }

  int inFlight() {
    return inFlight;
  }

  int inFlight(int wave) {
    var sum = 0;
    for (var state = DeviceState.TRIGGERING.ordinal();
        state <= DeviceState.CONFIRMING.ordinal();
        state++) {
      sum += counts[wave][state];
    }
    return sum;
  }

  int parked() {
    return parked;
  }

  /** Devices that are not over. */
  int open() {
    return open;
  }

  /** Devices in whose twins something of ours is being taken back. */
  int clearing() {
    return clearing;
  }

  int size(int wave) {
    return sizes[wave];
  }

  int in(int wave, DeviceState state) {
    return counts[wave][state.ordinal()];
  }

  int in(DeviceState state) {
    var sum = 0;
    for (var wave : counts) {
      sum += wave[state.ordinal()];
    }
    return sum;
  }

  int succeeded(int wave) {
    return in(wave, DeviceState.SUCCEEDED) + in(wave, DeviceState.ALREADY_INSTALLED);
  }

  int succeeded() {
    return in(DeviceState.SUCCEEDED) + in(DeviceState.ALREADY_INSTALLED);
  }

  /** Devices that a wave is measured by: those that left it are no part of it. */
  int measured(int wave) {
    return sizes[wave]
        - in(wave, DeviceState.CANCELED)
        - in(wave, DeviceState.SUPERSEDED)
        - in(wave, DeviceState.REMOVED);
  }

  /** Devices of the wave that are not over. */
  int open(int wave) {
    var sum = 0;
    for (var state = 0; state < DeviceState.SUCCEEDED.ordinal(); state++) {
      sum += counts[wave][state];
    }
    return sum;
  }
}

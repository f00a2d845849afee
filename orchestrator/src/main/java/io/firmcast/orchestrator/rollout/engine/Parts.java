// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import java.util.ArrayList;
import java.util.List;

/** The devices of a plan that is still coming in. */
final class Parts {
  private List<DeviceId> devices = new ArrayList<>();
  private int count;

  void add(int part, List<DeviceId> more) {
    if (part == 0) {
      clear();
    }
    devices.addAll(more);
    count = part + 1;
  }

  /** How many parts have come. */
  int count() {
    return count;
  }

  int size() {
    return devices.size();
  }

  List<DeviceId> take() {
    var all = devices;
    clear();
    return all;
  }

  private void clear() {
    devices = new ArrayList<>();
    count = 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one client is still to be told. Its size is bounded by the number of devices and not by that
 * of changes: of each device it keeps the latest state, and the ends of updates before it, because
 * an end that is never shown looks like an update that never ended.
 */
public final class Backlog {

  /** Far more ends than a device reaches before its reader is given up. */
  static final int KEPT_PER_DEVICE = 16;

  private final Map<DeviceId, Deque<StatusChanged>> waiting = new LinkedHashMap<>();

  public void add(StatusChanged change) {
    var ofDevice = waiting.computeIfAbsent(change.deviceId(), id -> new ArrayDeque<>(2));
    var latest = ofDevice.peekLast();
    if (latest != null && !isEnd(latest.status())) {
      ofDevice.removeLast();
    }
    ofDevice.addLast(change);
    if (ofDevice.size() > KEPT_PER_DEVICE) {
      ofDevice.removeFirst();
    }
  }

  public void clear() {
    waiting.clear();
  }

  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Removes and gives the devices that have waited longest; about so many items. */
  public List<StatusChanged> take(int about) {
    var taken = new ArrayList<StatusChanged>();
    var devices = waiting.values().iterator();
    while (taken.size() < about && devices.hasNext()) {
      taken.addAll(devices.next());
      devices.remove();
    }
    return taken;
  }

  private static boolean isEnd(FirmwareStatus status) {
    return status == FirmwareStatus.COMPLETED || status == FirmwareStatus.FAILED;
  }
}

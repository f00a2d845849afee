// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what is new of a device. Confined to one context. */
final class Teller {
  private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

  private final ActiveDevices active;
  private final Consumer<List<StatusChanged>> listener;
  private long told;

  Teller(ActiveDevices active, Consumer<List<StatusChanged>> listener) {
    this.active = active;
    this.listener = listener;
  }

  void tell(DeviceId device, List<StatusChanged> changes) {
    if (changes.isEmpty()) {
      return;
    }
    told += changes.size();
    active.changed(device, changes);
    try {
      listener.accept(changes);
    } catch (RuntimeException fault) {
      // It is remembered as told, so this is the one trace that it was not.
      LOG.atError()
          .addKeyValue("deviceId", device)
          .addKeyValue("changes", changes)
          .setCause(fault)
          .log("change not passed on");
    }
  }

  /** How many changes there were. */
  long told() {
    return told;
  }
}

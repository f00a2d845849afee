// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.hub.events.TwinEvent;
import io.firmcast.hub.events.TwinEvents;

/**
 * Takes in what the hub tells by itself. A report that follows the one known is all there is to
 * know, and costs no reading; where one is missing in between the twin is read. Confined to the
 * context that started it.
 */
final class TwinNews implements TwinEvents.Listener {
  private final Memory memory;
  private final TwinReader reader;
  private final Teller teller;
  private final Runnable repair;

  /**
   * @param repair looks at the whole fleet soon
   */
  TwinNews(Memory memory, TwinReader reader, Teller teller, Runnable repair) {
    this.memory = memory;
    this.reader = reader;
    this.teller = teller;
    this.repair = repair;
  }

  @Override
  public void happened(TwinEvent event) {
    var device = event.deviceId();
    if (event instanceof TwinEvent.Reported report) {
      var changes = memory.observe(device, report.patch(), report.version());
      if (changes.isPresent()) {
        teller.tell(device, changes.get());
      } else {
        reader.readNow(device);
      }
    } else if (event instanceof TwinEvent.Deleted) {
      // Told late, it may be of the device's life before this one: the hub knows.
      reader.readNow(device);
    } else {
      memory.beginAnew(device);
      reader.readNow(device);
    }
  }

  @Override
  public void missed() {
    repair.run();
  }
}

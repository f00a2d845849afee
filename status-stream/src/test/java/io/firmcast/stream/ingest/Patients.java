// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import java.time.Clock;

/** A quarantine that tests fill. */
public final class Patients {
  private final Quarantine quarantine = new Quarantine(Clock.systemUTC());

  public Quarantine quarantine() {
    return quarantine;
  }

  public void admit(String device) {
    quarantine.admit(new DeviceId(device), "/firmwareStatus must be a string.");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices whose twins cannot be understood, or not be read: each is shown as unknown and goes on
 * being read, and costs no other device anything. Not thread-safe.
 */
public final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);
  private static final int LONGEST_REASON = 200;

  /**
   * One of them.
   *
   * @param reason what is wrong with it, in a sentence
   */
  public record Patient(DeviceId deviceId, String reason, Instant since) {}

  private final NavigableMap<DeviceId, Patient> patients = new TreeMap<>();
  private final Clock clock;
  private long admitted;

  Quarantine(Clock clock) {
    this.clock = clock;
  }

  void admit(DeviceId device, String reason) {
    var brief =
        reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    var before = patients.get(device);
    if (before != null && before.reason().equals(brief)) {
      return;
    }
    admitted++;
    var since = before == null ? clock.instant() : before.since();
    patients.put(device, new Patient(device, brief, since));
    LOG.atWarn()
        .addKeyValue("deviceId", device)
        .addKeyValue("reason", brief)
        .log("twin not understood, device shown as unknown");
  }

  void discharge(DeviceId device) {
    patients.remove(device);
  }

  /** How many there are. */
  public int size() {
    return patients.size();
  }

  /** How many times a device was admitted, or had another reason. */
  public long admitted() {
    return admitted;
  }

  /** Those after that device, in the order of ids; null for the first. */
  public List<Patient> after(@Nullable DeviceId device, int atMost) {
    var rest = device == null ? patients : patients.tailMap(device, false);
    var found = new ArrayList<Patient>();
    for (var patient : rest.values()) {
      if (found.size() == atMost) {
        break;
      }
      found.add(patient);
    }
    return found;
  }
}

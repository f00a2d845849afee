// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.kit.Backoff;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Devices whose last reading failed, and when each is to be tried again. There is no last try: a
 * device is forgotten only when the hub says that it does not know it. Not thread-safe.
 */
final class Retries {
  private record Retry(int attempts, Instant due) {}

  private final Map<DeviceId, Retry> failed = new HashMap<>();
  private final Backoff backoff;
  private final Clock clock;

  Retries(Backoff backoff, Clock clock) {
    this.backoff = backoff;
    this.clock = clock;
  }

  void failed(DeviceId device) {
    var before = failed.get(device);
    var attempts = before == null ? 0 : before.attempts() + 1;
    var due = clock.instant().plusMillis(backoff.delayMillis(attempts));
    failed.put(device, new Retry(attempts, due));
  }

  void settled(DeviceId device) {
    failed.remove(device);
  }

  /** How many readings of it have failed in a row. */
  int attempts(DeviceId device) {
    var retry = failed.get(device);
    return retry == null ? 0 : retry.attempts() + 1;
  }

  boolean mayRead(DeviceId device) {
    var retry = failed.get(device);
    return retry == null || !clock.instant().isBefore(retry.due());
  }

  List<DeviceId> due() {
    return failed.keySet().stream().filter(this::mayRead).toList();
  }

  /** The failures were the hub's, and that is over. */
  void allDue() {
    failed.replaceAll((device, retry) -> new Retry(0, Instant.MIN));
  }
}

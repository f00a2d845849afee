// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.Transition;
import io.firmcast.hub.Twin;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one device from its last reading, and how the next one changes it. Pure.
 *
 * @param version reported {@code $version}
 * @param firmware what stood there, with the newest line of its history only: this is kept for
 *     every device of the fleet
 * @param newest the last line of history that was told; it outlives a spell of nonsense
 * @param nonsense what was wrong with the twin
 * @param shown the change told last
 */
record Known(
    long version,
    ReportedFirmware firmware,
    @Nullable Transition newest,
    @Nullable String nonsense,
    StatusChanged shown) {

  /** What a reading adds: the memory after it, and the changes to tell, oldest first. */
  record Step(Known known, List<StatusChanged> changes) {}

  /** The first reading of a device: its state now; what happened before is no news. */
  static Step first(Reading reading, Instant seen) {
    var shown = current(reading, sinceWhen(reading.firmware(), null, seen));
    return new Step(remember(reading, null, shown), List.of(shown));
  }

  /** A reading at a later version than this, or at the same. */
  Step next(Reading reading, Instant seen) {
    if (brief(reading.firmware()).equals(firmware)) {
      return new Step(remember(reading, newest, shown), List.of());
    }
    var since = sinceWhen(reading.firmware(), shown, seen);
    var changes = missed(reading);
    changes.add(current(reading, since));
    return new Step(remember(reading, newest, changes.get(changes.size() - 1)), changes);
  }

  /** What stands in the twin after the report that follows. */
  Reading with(DeviceId device, JsonObject patch, long next) {
    var reported = firmware.toPatch().mergeIn(patch, true);
    return Reading.of(new Twin(device, true, new JsonObject(), 0, reported, next));
  }

  /** What the device went through between the two readings, by its own account. */
  private List<StatusChanged> missed(Reading reading) {
    var lines = untold(reading.firmware().history());
    if (!lines.isEmpty() && tells(lines.get(lines.size() - 1), reading.firmware())) {
      lines = lines.subList(0, lines.size() - 1);
    }
    var upgraded = lines.stream().map(Transition::status).toList();
    var lastCompleted = upgraded.lastIndexOf(FirmwareStatus.COMPLETED);
    var missed = new ArrayList<StatusChanged>(lines.size() + 1);
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      // The version in the twin now is there since the last completion.
      var running = lastCompleted >= 0 && i >= lastCompleted ? reading.firmware() : firmware;
      missed.add(
          new StatusChanged(
              reading.device(),
              line.status(),
              line.at(),
              reading.version(),
              line.updateId(),
              running.version(),
              null));
    }
    return missed;
  }

  /** A history that does not hold the line told last has moved on further than it remembers. */
  private List<Transition> untold(List<Transition> history) {
    return history.subList(newest == null ? 0 : history.lastIndexOf(newest) + 1, history.size());
  }

  private static StatusChanged current(Reading reading, Instant since) {
    var firmware = reading.firmware();
    return new StatusChanged(
        reading.device(),
        firmware.status(),
        since,
        reading.version(),
        firmware.updateId(),
        firmware.version(),
        firmware.error());
  }

  private static Known remember(Reading reading, @Nullable Transition before, StatusChanged shown) {
    var history = reading.firmware().history();
    var newest = history.isEmpty() ? before : history.get(history.size() - 1);
    return new Known(
        reading.version(), brief(reading.firmware()), newest, reading.nonsense(), shown);
  }

  /** When it came to this status: by its history, else by the origin's fields, else as seen. */
  private static Instant sinceWhen(
      ReportedFirmware firmware, @Nullable StatusChanged before, Instant seen) {
    var history = firmware.history();
    if (!history.isEmpty() && tells(history.get(history.size() - 1), firmware)) {
      return history.get(history.size() - 1).at();
    }
    var stamped = stamp(firmware);
    if (stamped != null) {
      return stamped;
    }
    return before != null && before.status() == firmware.status() ? before.at() : seen;
  }

  private static @Nullable Instant stamp(ReportedFirmware firmware) {
    return switch (firmware.status()) {
      case STAND_BY -> firmware.logTime();
      case APPLYING -> firmware.startedApplyingImage();
      case COMPLETED -> firmware.lastFirmwareUpdate();
      case DOWNLOADING, FAILED, UNKNOWN -> null;
    };
  }

  private static boolean tells(Transition line, ReportedFirmware firmware) {
    return line.status() == firmware.status()
        && (line.updateId() == null || Objects.equals(line.updateId(), firmware.updateId()));
  }

  private static ReportedFirmware brief(ReportedFirmware full) {
    var history = full.history();
    return new ReportedFirmware(
        full.status(),
        full.logTime(),
        full.downloadComplete(),
        full.startedApplyingImage(),
        full.lastFirmwareUpdate(),
        full.version(),
        full.updateId(),
        full.attempt(),
        full.error(),
        history.isEmpty() ? List.of() : List.of(history.get(history.size() - 1)));
  }
}

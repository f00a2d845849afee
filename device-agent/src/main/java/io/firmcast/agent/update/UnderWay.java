// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** An update is being worked on; it ends as {@link Completed} or {@link Failed}. */
public sealed interface UnderWay extends Phase permits Waiting, Downloading, Applying {

  /**
   * The phase in which a device was killed that remembers it; empty where nothing was under way.
   */
  static Optional<UnderWay> recalled(Remembered before) {
    var update = before.underWay();
    if (update == null || !Objects.equals(update.updateId(), before.reported().updateId())) {
      return Optional.empty();
    }
    return switch (before.reported().status()) {
      case STAND_BY -> Optional.of(new Waiting(update, before.reported()));
      case DOWNLOADING -> Optional.of(new Downloading(update, before.reported()));
      case APPLYING -> Optional.of(new Applying(update, before.reported()));
      case COMPLETED, FAILED, UNKNOWN -> Optional.empty();
    };
  }

  /** What is being installed, with its id. */
  FirmwareUpdate update();

  /** The work of this phase is done: what comes after it. */
  Phase next(Instant now);

  /** The work of this phase cannot be done. */
  default Failed fail(FirmwareError error, Instant now) {
    return new Failed(Reports.failed(reported(), error, now));
  }

  /** The id under which it was accepted. */
  default UpdateId updateId() {
    return Objects.requireNonNull(reported().updateId(), "accepted without an id");
  }
}

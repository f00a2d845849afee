// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.Objects;

/** An update is being worked on; it ends as {@link Completed} or {@link Failed}. */
public sealed interface UnderWay extends Phase permits Waiting, Downloading, Applying {

  /** What is being installed. */
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

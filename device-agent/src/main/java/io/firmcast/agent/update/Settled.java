// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import java.time.Instant;

/** Nothing is under way, so an update may begin. */
public sealed interface Settled extends Phase permits StandBy, Completed, Failed {

  /** Begins that update, under that id. */
  default Waiting accept(FirmwareUpdate update, UpdateId id, Instant now) {
    return new Waiting(update.withId(id), Reports.accepted(reported(), id, now));
  }
}

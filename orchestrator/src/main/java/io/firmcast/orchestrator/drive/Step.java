// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.store.Batch;
import java.util.List;

/**
 * What came of a few inputs: what is to be kept first, and what is to be done then.
 *
 * @param before number of the newest line of the log that was kept before
 * @param ended devices of which nothing more is to be seen
 * @param planned whether all devices are others than before
 * @param over whether nothing more is to come
 */
record Step(
    long before,
    Batch batch,
    List<Command> commands,
    List<DeviceId> ended,
    boolean planned,
    boolean over) {

  /** Whether there is nothing to keep. */
  boolean isEmpty() {
    return batch.lines().isEmpty() && batch.answers().isEmpty();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.contract.UpdateId;
import org.jspecify.annotations.Nullable;

/** How often a device has lost its power during the present update. */
final class RebootCount {
  private @Nullable UpdateId update;
  private int count;

  /** Counts one more, unless there were so many already. */
  boolean next(UpdateId during, long most) {
    if (!during.equals(update)) {
      update = during;
      count = 0;
    }
    return count++ < most;
  }
}

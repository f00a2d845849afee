// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.twin;

import io.firmcast.localhub.wire.HubTime;
import java.time.Instant;

/** When a node of a section was last written, and by which desired version (0: not shown). */
record Stamp(Instant at, int version) {

  Stamp {
    at = HubTime.cut(at);
  }
}

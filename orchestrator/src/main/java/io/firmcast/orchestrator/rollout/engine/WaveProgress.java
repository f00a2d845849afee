// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import java.io.DataOutput;
import java.io.IOException;

/** How far one wave is, apart from its devices. */
final class WaveProgress {
  WaveState state = WaveState.PENDING;

  /** While it soaks: until when. */
  long soaksUntil;

  /** When it was passed; 0 while it is not. */
  long passedAt;

  /** Whether a person has opened its gate. */
  boolean opened;

  /** Whether a person has waived the success it can no longer reach. */
  boolean excused;

  /** Devices of it that failed, or were given up while at it. */
  int errors;

  /** Errors and successes that a person has seen and gone on from. */
  int errorsSeen;

  int successesSeen;

  void write(DataOutput out) throws IOException {
    out.writeUTF(state.name());
    out.writeLong(soaksUntil);
    out.writeLong(passedAt);
    out.writeBoolean(opened);
    out.writeBoolean(excused);
    out.writeInt(errors);
    out.writeInt(errorsSeen);
    out.writeInt(successesSeen);
  }
}

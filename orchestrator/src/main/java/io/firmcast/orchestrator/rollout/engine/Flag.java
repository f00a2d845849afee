// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

/** What is remembered of a device beside its state, one bit each. */
final class Flag {
  /** Its twin was asked for, or has to be, before anything else is decided. */
  static final int READING = 1;

  /** Our desired property may stand in its twin. */
  static final int DESIRED = 1 << 1;

  /** It is being taken back. */
  static final int CLEARING = 1 << 2;

  /** It is given the earlier firmware. */
  static final int BACK = 1 << 3;

  /** The next try gets an update id of its own. */
  static final int NEW_ID = 1 << 4;

  /** It was asked and may yet fail. */
  static final int EXPOSED = 1 << 5;

  /** It has given the number of the canary analysis. */
  static final int MEASURED = 1 << 6;

  /** It counts among the errors of its wave. */
  static final int ERROR = 1 << 7;

  private Flag() {}
}

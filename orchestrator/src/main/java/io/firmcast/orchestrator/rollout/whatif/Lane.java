// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

/** One kind of operation of a hub: each waits for its turn at the rate that is allowed. */
final class Lane {
  private final double microsApart;
  private double freeMicros;
  private long count;

  Lane(double perSecond) {
    microsApart = 1_000_000 / perSecond;
  }

  /** When an operation that is wanted now is done, in milliseconds. */
  long pass(long now) {
    freeMicros = Math.max(freeMicros, now * 1_000.0) + microsApart;
    count++;
    return (long) Math.ceil(freeMicros / 1_000);
  }

  long count() {
    return count;
  }
}

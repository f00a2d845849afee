// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.store.Lease;

/** Somebody else owns the rollout by now, so that nothing was written. */
final class LeaseLostException extends RuntimeException {
  LeaseLostException(Lease lease) {
    super("the lease of epoch " + lease.epoch() + " is lost", null, false, false);
  }
}

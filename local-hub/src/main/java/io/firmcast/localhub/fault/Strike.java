// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.fault;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import java.time.Duration;

/**
 * It goes wrong this time.
 *
 * @param time drawn from the rule's, zero where its kind has none
 * @param count how many deliveries in all
 * @param status 0 where the kind has none
 */
public record Strike(Duration time, int count, int status) {

  /** What the caller is told, for kinds that answer with a status. */
  public HubFailure failure() {
    var failure = Failing.of(status);
    return failure == null ? new HubFailure(Code.SERVER_ERROR, "Failed by a rule.") : failure;
  }
}

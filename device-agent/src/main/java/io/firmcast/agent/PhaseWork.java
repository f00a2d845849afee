// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.update.UnderWay;
import io.vertx.core.Future;

/** What a device does while in a phase: passing the time, or real work. */
interface PhaseWork {

  /** Does the work of that phase; a failure ends the update as failed. */
  Future<Void> perform(UnderWay phase);
}

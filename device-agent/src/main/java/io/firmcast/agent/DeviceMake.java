// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.vertx.core.Vertx;

/** What kind of device it is: how it does its work, and what it remembers when it is killed. */
public interface DeviceMake {

  /** Only lets the time of each phase pass, and remembers what its twin tells it. */
  DeviceMake SIMULATED =
      new DeviceMake() {
        @Override
        public PhaseWork work(Vertx vertx, AgentSettings device) {
          return new SimulatedWork(vertx, device.phaseTime());
        }

        @Override
        public JobMemory memory(Vertx vertx, AgentSettings device) {
          return JobMemory.TWIN_ONLY;
        }
      };

  /** Called on that device's context, once for each time it is started. */
  PhaseWork work(Vertx vertx, AgentSettings device);

  /** Called on that device's context, once for each time it is started. */
  JobMemory memory(Vertx vertx, AgentSettings device);
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.DeviceLink;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What kind of device it is: how it does its work, and what it remembers when it is killed. Each
 * method is called on the device's context, once for each time it is started.
 */
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

  /** How it does the work of each phase. */
  PhaseWork work(Vertx vertx, AgentSettings device);

  /** What it remembers. */
  JobMemory memory(Vertx vertx, AgentSettings device);

  /**
   * How it reaches its hub.
   *
   * @param way makes a link that is not open yet
   */
  default DeviceLink link(Vertx vertx, AgentSettings device, Supplier<DeviceLink> way) {
    return way.get();
  }

  /** What it takes for the time. */
  default Clock clock(AgentSettings device, Clock right) {
    return right;
  }
}

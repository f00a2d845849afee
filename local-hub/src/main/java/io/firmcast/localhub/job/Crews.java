// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Finds the devices that a job is for, and puts together the crew that works on them. */
final class Crews {

  private final Vertx vertx;
  private final Devices devices;
  private final Fleet fleet;
  private final DirectMethods methods;
  private final Throttles throttles;
  private final Clock clock;
  private final RandomGenerator random;

  Crews(
      Vertx vertx,
      Devices devices,
      Fleet fleet,
      DirectMethods methods,
      Throttles throttles,
      Clock clock,
      RandomGenerator random) {
    this.vertx = vertx;
    this.devices = devices;
    this.fleet = fleet;
    this.methods = methods;
    this.throttles = throttles;
    this.clock = clock;
    this.random = random;
  }

  JobCrew of(JobRecord record) {
    var task = record.job().request().task();
    return new JobCrew(
        record,
        deviceId -> task.on(deviceId, devices, methods),
        task.repeatable(),
        throttles,
        vertx,
        clock,
        random);
  }

  /** The devices that match at this moment; on a worker, for it may look at every twin. */
  Future<List<String>> targets(Job job) {
    return vertx.executeBlocking(
        () ->
            fleet
                .matching(job.request().targets())
                .map(device -> device.identity().deviceId())
                .toList(),
        false);
  }
}

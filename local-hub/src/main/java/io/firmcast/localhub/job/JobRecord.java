// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Row;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One job with its devices, and the only place where they change: in memory at once, in the store
 * in the same order. Callable from any thread; futures complete once a change is durable.
 */
final class JobRecord {

  private final Store store;
  private final NavigableMap<String, JobDevice> devices = new ConcurrentSkipListMap<>();
  private final JobStatistics statistics = new JobStatistics();
  private Job job;
  private boolean frozen;

  JobRecord(Job job, Map<String, JobDevice> devices, Store store) {
    this.job = job;
    this.store = store;
    this.devices.putAll(devices);
    devices.values().forEach(device -> statistics.added(device.state()));
  }

  synchronized Job job() {
    return job;
  }

  /** The job as the service API shows it. */
  synchronized JsonObject shown() {
    return job.shown(statistics);
  }

  synchronized Row row() {
    return new JobRow(job, shown());
  }

  /** The rows of devices whose id comes after the given one; null for all. */
  Stream<Row> rowsAfter(@Nullable String deviceId) {
    var rest = deviceId == null ? devices : devices.tailMap(deviceId, false);
    var now = job();
    return rest.values().stream()
        .map(device -> new JobDeviceRow(now.id(), now.request().type(), device));
  }

  /** Writes the job as it is, for the first time. */
  synchronized Future<Void> keep() {
    return store.keep(List.of(JobRows.of(job)));
  }

  /**
   * Changes the job if it is in the given state.
   *
   * @return false if it is not
   */
  synchronized Future<Boolean> change(JobState from, UnaryOperator<Job> next) {
    if (frozen || job.state() != from) {
      return Future.succeededFuture(false);
    }
    job = next.apply(job);
    return keep().map(true);
  }

  /** The devices are known from now on, and those that match later are not among them. */
  synchronized Future<Boolean> begin(List<String> deviceIds, Instant now) {
    if (frozen || job.state() != JobState.QUEUED) {
      return Future.succeededFuture(false);
    }
    job = job.begin(now);
    var changes = new ArrayList<Change>(deviceIds.size() + 1);
    changes.add(JobRows.of(job));
    for (var id : deviceIds) {
      var device = JobDevice.pending(id, now);
      devices.put(id, device);
      statistics.added(device.state());
      changes.add(JobRows.of(job.id(), device));
    }
    return store.keep(changes).map(true);
  }

  /** The devices that are not done; those in the middle of it fail first if that is for good. */
  synchronized Future<List<String>> resume(boolean repeatable, Instant now) {
    var changes = new ArrayList<Change>();
    var rest = new ArrayList<String>();
    for (var device : List.copyOf(devices.values())) {
      // Section 6, inferred: a method that may have run is not called a second time.
      if (device.state() == DeviceState.RUNNING && !repeatable) {
        var failed =
            device.fail(now, new HubFailure(Code.SERVER_ERROR, "The hub stopped meanwhile"));
        put(failed);
        changes.add(JobRows.of(job.id(), failed));
      } else if (!device.state().ended()) {
        rest.add(device.deviceId());
      }
    }
    return store.keep(changes).map(rest);
  }

  /** Changes one device, unless it or the job has come to its end. */
  synchronized Future<Void> change(String deviceId, UnaryOperator<JobDevice> next) {
    var present = devices.get(deviceId);
    if (frozen || present == null || present.state().ended() || job.state().ended()) {
      return Future.succeededFuture();
    }
    var changed = next.apply(present);
    put(changed);
    return store.keep(List.of(JobRows.of(job.id(), changed)));
  }

  /** Ends the job; whoever is not done has failed for the given cause. */
  synchronized Future<Boolean> finish(Instant now, HubFailure cause) {
    if (frozen || job.state() != JobState.RUNNING) {
      return Future.succeededFuture(false);
    }
    var changes = new ArrayList<Change>();
    for (var device : List.copyOf(devices.values())) {
      if (!device.state().ended()) {
        var failed = device.fail(now, cause);
        put(failed);
        changes.add(JobRows.of(job.id(), failed));
      }
    }
    job = job.complete(now);
    changes.add(JobRows.of(job));
    return store.keep(changes).map(true);
  }

  /** From now on nothing changes, because the hub is about to stop. */
  synchronized void freeze() {
    frozen = true;
  }

  /** Takes the job and its devices out of the store. */
  synchronized Future<Void> forget() {
    var changes = new ArrayList<Change>();
    changes.add(JobRows.gone(job.id()));
    devices.keySet().forEach(id -> changes.add(JobRows.gone(job.id(), id)));
    return store.keep(changes);
  }

  private void put(JobDevice changed) {
    var before = devices.put(changed.deviceId(), changed);
    if (before != null) {
      statistics.moved(before.state(), changed.state());
    }
  }
}

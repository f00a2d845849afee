// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.query.Row;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All jobs: those that wait for their time, those that run and the history of 30 days. Callable
 * from any thread.
 */
public final class Jobs {

  private final Store store;
  private final Throttles throttles;
  private final Clock clock;
  private final NavigableMap<String, JobRecord> all = new ConcurrentSkipListMap<>();
  private final Schedule schedule;

  public Jobs(
      Vertx vertx,
      Store store,
      Devices devices,
      Fleet fleet,
      DirectMethods methods,
      Throttles throttles,
      Clock clock,
      RandomGenerator random) {
    this.store = store;
    this.throttles = throttles;
    this.clock = clock;
    var crews = new Crews(vertx, devices, fleet, methods, throttles, clock, random);
    this.schedule = new Schedule(vertx, crews, throttles, clock, all.values());
  }

  /** Takes in the jobs found in the store; {@link #start} lets them go on. */
  public void restore(Map<RowKey, String> found) {
    JobRows.read(found, (job, known) -> all.put(job.id(), new JobRecord(job, known, store)));
  }

  /** Goes on with what was running and begins what has come due meanwhile. */
  public void start() {
    schedule.start();
  }

  /**
   * Takes a job in, given as the body of {@code PUT /jobs/v2/{jobId}}; it begins at once if its
   * time has come and there is room for it.
   */
  public Future<JsonObject> create(String jobId, JsonObject body) {
    var now = clock.instant();
    var record = new JobRecord(Job.create(JobRequest.of(jobId, body, now), now), Map.of(), store);
    try {
      enter(record);
    } catch (HubFailure refused) {
      return Future.failedFuture(refused);
    }
    return record
        .keep()
        .onFailure(cause -> all.remove(jobId, record))
        .map(kept -> record.shown())
        .onSuccess(shown -> schedule.look());
  }

  public JsonObject get(String jobId) {
    return find(jobId).shown();
  }

  /** Cancels a job that has not begun; one that has is refused, as the real hub does. */
  public Future<JsonObject> cancel(String jobId) {
    var record = find(jobId);
    return record
        .change(JobState.SCHEDULED, job -> job.cancel(clock.instant()))
        .compose(
            cancelled ->
                cancelled
                    ? Future.succeededFuture(true)
                    : record.change(JobState.QUEUED, job -> job.cancel(clock.instant())))
        .map(
            cancelled -> {
              if (!cancelled) {
                throw new HubFailure(
                    Code.INVALID_OPERATION,
                    "A job that is " + record.job().state().wireName() + " cannot be cancelled");
              }
              return record.shown();
            });
  }

  /** Jobs whose id comes after the given one, ordered by id; null for all. */
  public Stream<Row> jobsAfter(@Nullable String jobId) {
    var rest = jobId == null ? all : all.tailMap(jobId, false);
    return rest.values().stream().map(JobRecord::row);
  }

  /** What jobs did to devices, ordered by job and device, after the row of the given id. */
  public Stream<Row> devicesAfter(@Nullable String rowId) {
    if (rowId == null) {
      return all.values().stream().flatMap(record -> record.rowsAfter(null));
    }
    var slash = rowId.indexOf('/');
    var jobId = rowId.substring(0, slash);
    var begun = all.get(jobId);
    var rest = begun == null ? Stream.<Row>empty() : begun.rowsAfter(rowId.substring(slash + 1));
    return Stream.concat(
        rest, all.tailMap(jobId, false).values().stream().flatMap(r -> r.rowsAfter(null)));
  }

  /** Stops all work where it is, to go on with it after the next start. */
  public void close() {
    all.values().forEach(JobRecord::freeze);
    schedule.close();
  }

  private JobRecord find(String jobId) {
    var record = all.get(jobId);
    if (record == null) {
      throw new HubFailure(Code.JOB_NOT_FOUND, "There is no job " + jobId);
    }
    return record;
  }

  private synchronized void enter(JobRecord record) {
    var job = record.job();
    if (all.containsKey(job.id())) {
      throw new HubFailure(Code.JOB_EXISTS, "There is a job " + job.id() + " already");
    }
    if (job.state() == JobState.QUEUED) {
      throttles.checkActiveJobs(1 + active());
    }
    all.put(job.id(), record);
  }

  private int active() {
    return (int) all.values().stream().filter(record -> record.job().state().active()).count();
  }
}

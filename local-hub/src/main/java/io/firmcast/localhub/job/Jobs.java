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
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs: those that wait for their time, those that run and the history of 30 days. Callable
 * from any thread.
 */
public final class Jobs {

  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final Duration LONGEST_TIMER = Duration.ofHours(1);

  private final Vertx vertx;
  private final Store store;
  private final Devices devices;
  private final Fleet fleet;
  private final DirectMethods methods;
  private final Throttles throttles;
  private final Clock clock;
  private final RandomGenerator random;
  private final NavigableMap<String, JobRecord> all = new ConcurrentSkipListMap<>();
  // Those that run or are about to; guarded by this, like the next two.
  private final Map<String, JobCrew> crews = new HashMap<>();
  private long alarm = -1;
  private boolean closed;

  public Jobs(
      Vertx vertx,
      Store store,
      Devices devices,
      Fleet fleet,
      DirectMethods methods,
      Throttles throttles,
      Clock clock,
      RandomGenerator random) {
    this.vertx = vertx;
    this.store = store;
    this.devices = devices;
    this.fleet = fleet;
    this.methods = methods;
    this.throttles = throttles;
    this.clock = clock;
    this.random = random;
  }

  /** Takes in the jobs found in the store; {@link #start} lets them go on. */
  public void restore(Map<RowKey, String> found) {
    JobRows.read(found, (job, known) -> all.put(job.id(), new JobRecord(job, known, store)));
  }

  /** Goes on with what was running and begins what has come due meanwhile. */
  public void start() {
    all.values().stream()
        .filter(record -> record.job().state() == JobState.RUNNING)
        .forEach(this::resume);
    look();
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
        .onSuccess(shown -> look());
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
  public synchronized void close() {
    closed = true;
    all.values().forEach(JobRecord::freeze);
    crews.values().forEach(JobCrew::stop);
    vertx.cancelTimer(alarm);
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

  /** Looks what has come due, what can begin, what is forgotten, and when to look again. */
  private synchronized void look() {
    if (closed) {
      return;
    }
    var now = clock.instant();
    var next = now.plus(LONGEST_TIMER);
    for (var record : List.copyOf(all.values())) {
      var job = record.job();
      if (job.state() == JobState.SCHEDULED && !job.request().start().isAfter(now)) {
        log(record.change(JobState.SCHEDULED, Job::due), job, "due");
      } else if (job.state() == JobState.SCHEDULED && job.request().start().isBefore(next)) {
        next = job.request().start();
      } else if (job.forgotten(now) && all.remove(job.id(), record)) {
        log(record.forget(), job, "forgotten");
      }
    }
    beginQueued();
    vertx.cancelTimer(alarm);
    var delay = Math.max(1, Duration.between(now, next).toMillis() + 1);
    alarm = vertx.setTimer(delay, id -> look());
  }

  private void beginQueued() {
    var room = throttles.settings().tier().activeJobs() - crews.size();
    all.values().stream()
        .filter(record -> record.job().state() == JobState.QUEUED)
        .filter(record -> !crews.containsKey(record.job().id()))
        .sorted(Comparator.comparing(record -> record.job().request().start()))
        .limit(Math.max(0, room))
        .toList()
        .forEach(this::begin);
  }

  private void begin(JobRecord record) {
    var crew = crew(record);
    crews.put(record.job().id(), crew);
    var work =
        vertx
            .executeBlocking(() -> targets(record), false)
            .compose(
                targets ->
                    record
                        .begin(targets, clock.instant())
                        .compose(begun -> begun ? crew.run(targets) : Future.succeededFuture()))
            .recover(cause -> record.change(JobState.QUEUED, job -> failed(job, cause)).mapEmpty());
    log(work.onComplete(over -> left(record)), record.job(), "over");
  }

  private synchronized void resume(JobRecord record) {
    var crew = crew(record);
    crews.put(record.job().id(), crew);
    var repeatable = record.job().request().task().repeatable();
    var work = record.resume(repeatable, clock.instant()).compose(crew::run);
    log(work.onComplete(over -> left(record)), record.job(), "over");
  }

  private JobCrew crew(JobRecord record) {
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

  private List<String> targets(JobRecord record) {
    var query = record.job().request().targets();
    return fleet.matching(query).map(device -> device.identity().deviceId()).toList();
  }

  private Job failed(Job job, Throwable cause) {
    return job.fail(clock.instant(), String.valueOf(HubFailure.of(cause).getMessage()));
  }

  private void left(JobRecord record) {
    synchronized (this) {
      crews.remove(record.job().id());
    }
    look();
  }

  private static void log(Future<?> change, Job job, String what) {
    change
        .onSuccess(done -> LOG.atDebug().addKeyValue("jobId", job.id()).log(what))
        .onFailure(
            cause ->
                LOG.atError().addKeyValue("jobId", job.id()).setCause(cause).log("not " + what));
  }
}

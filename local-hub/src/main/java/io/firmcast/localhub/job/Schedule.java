// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When jobs happen: begins those whose time and turn have come, forgets those that ended long ago,
 * and looks again when the next one's time comes. Callable from any thread.
 */
final class Schedule {

  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
  private static final Duration LONGEST_TIMER = Duration.ofHours(1);

  private final Vertx vertx;
  private final Crews crews;
  private final Throttles throttles;
  private final Clock clock;
  private final Collection<JobRecord> all;
  // Of those that run or are about to, by job id; guarded by this, like the next two.
  private final Map<String, JobCrew> working = new HashMap<>();
  private long alarm = -1;
  private boolean closed;

  /**
   * @param all changes with the jobs there are; what is forgotten is taken out of it
   */
  Schedule(Vertx vertx, Crews crews, Throttles throttles, Clock clock, Collection<JobRecord> all) {
    this.vertx = vertx;
    this.crews = crews;
    this.throttles = throttles;
    this.clock = clock;
    this.all = all;
  }

  /** Goes on with what was running and begins what has come due meanwhile. */
  void start() {
    all.stream().filter(record -> record.job().state() == JobState.RUNNING).forEach(this::resume);
    look();
  }

  synchronized void close() {
    closed = true;
    working.values().forEach(JobCrew::stop);
    vertx.cancelTimer(alarm);
  }

  /** Looks what has come due, what can begin, what is forgotten, and when to look again. */
  synchronized void look() {
    if (closed) {
      return;
    }
    var now = clock.instant();
    var next = now.plus(LONGEST_TIMER);
    for (var record : List.copyOf(all)) {
      var job = record.job();
      if (job.state() == JobState.SCHEDULED && !job.request().start().isAfter(now)) {
        log(record.change(JobState.SCHEDULED, Job::due), job, "due");
      } else if (job.state() == JobState.SCHEDULED && job.request().start().isBefore(next)) {
        next = job.request().start();
      } else if (job.forgotten(now) && all.remove(record)) {
        log(record.forget(), job, "forgotten");
      }
    }
    beginQueued();
    vertx.cancelTimer(alarm);
    var delay = Math.max(1, Duration.between(now, next).toMillis() + 1);
    alarm = vertx.setTimer(delay, id -> look());
  }

  private void beginQueued() {
    var room = throttles.settings().tier().activeJobs() - working.size();
    all.stream()
        .filter(record -> record.job().state() == JobState.QUEUED)
        .filter(record -> !working.containsKey(record.job().id()))
        .sorted(Comparator.comparing(record -> record.job().request().start()))
        .limit(Math.max(0, room))
        .toList()
        .forEach(this::begin);
  }

  private void begin(JobRecord record) {
    var crew = crews.of(record);
    working.put(record.job().id(), crew);
    var work =
        crews
            .targets(record.job())
            .compose(
                targets ->
                    record
                        .begin(targets, clock.instant())
                        .compose(begun -> begun ? crew.run(targets) : Future.succeededFuture()))
            .recover(cause -> record.change(JobState.QUEUED, job -> failed(job, cause)).mapEmpty());
    log(work.onComplete(over -> left(record)), record.job(), "over");
  }

  private synchronized void resume(JobRecord record) {
    var crew = crews.of(record);
    working.put(record.job().id(), crew);
    var repeatable = record.job().request().task().repeatable();
    var work = record.resume(repeatable, clock.instant()).compose(crew::run);
    log(work.onComplete(over -> left(record)), record.job(), "over");
  }

  private Job failed(Job job, Throwable cause) {
    return job.fail(clock.instant(), String.valueOf(HubFailure.of(cause).getMessage()));
  }

  private void left(JobRecord record) {
    synchronized (this) {
      working.remove(record.job().id());
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

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job at one moment.
 *
 * @param began when it went to running, null before
 * @param ended when it came to its end, null before
 * @param failure why it failed, null unless it did
 */
record Job(
    JobRequest request,
    Instant created,
    JobState state,
    @Nullable Instant began,
    @Nullable Instant ended,
    @Nullable String failure) {

  private static final Duration HISTORY = Duration.ofDays(30);

  static Job create(JobRequest request, Instant now) {
    var state = request.start().isAfter(now) ? JobState.SCHEDULED : JobState.QUEUED;
    return new Job(request, HubTime.cut(now), state, null, null, null);
  }

  String id() {
    return request.jobId();
  }

  /** Its time has come. */
  Job due() {
    return new Job(request, created, JobState.QUEUED, null, null, null);
  }

  Job begin(Instant now) {
    return new Job(request, created, JobState.RUNNING, HubTime.cut(now), null, null);
  }

  Job complete(Instant now) {
    return end(JobState.COMPLETED, now, null);
  }

  Job fail(Instant now, String reason) {
    return end(JobState.FAILED, now, reason);
  }

  Job cancel(Instant now) {
    return end(JobState.CANCELLED, now, null);
  }

  /** When it must be over; only of a running one. */
  Instant deadline() {
    return (began == null ? created : began).plus(request.limit());
  }

  boolean forgotten(Instant now) {
    return ended != null && ended.plus(HISTORY).isBefore(now);
  }

  /**
   * The job as the service API shows it. Members without a value are left out: the Java SDK fails
   * on a null where the other kind of job has its content.
   */
  JsonObject shown(JobStatistics statistics) {
    var json =
        new JsonObject()
            .put("jobId", id())
            .put("queryCondition", request.condition())
            .put("createdTime", HubTime.format(created))
            .put("startTime", HubTime.format(began == null ? request.start() : began))
            .put("maxExecutionTimeInSeconds", request.limit().toSeconds())
            .put("type", request.type().wireName())
            .put("status", state.wireName())
            .put(request.contentName(), request.content());
    if (ended != null) {
      json.put("endTime", HubTime.format(ended));
    }
    if (failure != null) {
      json.put("failureReason", failure);
    }
    return began == null ? json : json.put("deviceJobStatistics", statistics.toJson());
  }

  /** The job as it is stored. */
  JsonObject toJson() {
    return new JsonObject()
        .put("type", request.type().wireName())
        .put(request.contentName(), request.content())
        .put("queryCondition", request.condition())
        .put("startTime", request.start().toString())
        .put("maxExecutionTimeInSeconds", request.limit().toSeconds())
        .put("created", created.toString())
        .put("state", state.name())
        .put("began", began == null ? null : began.toString())
        .put("ended", ended == null ? null : ended.toString())
        .put("failure", failure);
  }

  /** The inverse of {@link #toJson()}. */
  static Job fromJson(String jobId, JsonObject json) {
    var created = Instant.parse(json.getString("created"));
    return new Job(
        JobRequest.of(jobId, json, created),
        created,
        JobState.valueOf(json.getString("state")),
        time(json, "began"),
        time(json, "ended"),
        json.getString("failure"));
  }

  private Job end(JobState how, Instant now, @Nullable String reason) {
    return new Job(request, created, how, began, HubTime.cut(now), reason);
  }

  private static @Nullable Instant time(JsonObject json, String name) {
    var text = json.getString(name);
    return text == null ? null : Instant.parse(text);
  }
}

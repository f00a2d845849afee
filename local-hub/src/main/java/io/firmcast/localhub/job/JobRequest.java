// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.job;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.query.Query;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is asked for.
 *
 * @param content the {@code updateTwin} or {@code cloudToDeviceMethod}, as it came
 * @param start when to begin; the past is at once
 * @param limit how long it may run
 */
record JobRequest(
    String jobId,
    JobType type,
    JsonObject content,
    String condition,
    Instant start,
    Duration limit) {

  private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
  // Section 6: upper bounds are not known. These keep a timer from overflowing.
  private static final long MAX_SECONDS = Duration.ofDays(30).toSeconds();
  private static final long DEFAULT_SECONDS = Duration.ofHours(1).toSeconds();

  /** Reads the body of {@code PUT /jobs/v2/{jobId}}; refuses what is not valid. */
  static JobRequest of(String jobId, JsonObject body, Instant now) {
    try {
      refuseIf(!JOB_ID.matcher(jobId).matches(), "A job id has at most 64 letters, digits, dashes");
      refuseIf(!jobId.equals(body.getString("jobId", jobId)), "The body names another job id");
      var type =
          JobType.named(body.getString("type", ""))
              .orElseThrow(
                  () -> invalid("type must be scheduleUpdateTwin or scheduleDeviceMethod"));
      var content = body.getJsonObject(contentName(type));
      refuseIf(content == null, contentName(type) + " is missing");
      var request =
          new JobRequest(
              jobId,
              type,
              content,
              condition(body.getString("queryCondition")),
              start(body.getString("startTime"), now),
              limit(body.getLong("maxExecutionTimeInSeconds")));
      request.task();
      request.targets();
      return request;
    } catch (ClassCastException wrongType) {
      throw invalid("A member of the job has the wrong type");
    }
  }

  Task task() {
    return Task.of(type, content);
  }

  /** The devices it is for. */
  Query targets() {
    return Query.condition(condition);
  }

  String contentName() {
    return contentName(type);
  }

  private static String contentName(JobType type) {
    return switch (type) {
      case UPDATE_TWIN -> "updateTwin";
      case DIRECT_METHOD -> "cloudToDeviceMethod";
    };
  }

  private static String condition(@Nullable String text) {
    if (text == null || text.isBlank()) {
      throw invalid("queryCondition is missing");
    }
    return text;
  }

  private static Instant start(@Nullable String text, Instant now) {
    if (text == null || text.isBlank()) {
      return now;
    }
    try {
      return DateTimeFormatter.ISO_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException malformed) {
      throw invalid("startTime is not an ISO 8601 time with a zone");
    }
  }

  private static Duration limit(@Nullable Long seconds) {
    // Section 6, inferred: what holds if none is given.
    var given = seconds == null || seconds == 0 ? DEFAULT_SECONDS : seconds;
    refuseIf(
        given < 1 || given > MAX_SECONDS,
        "maxExecutionTimeInSeconds must be between 1 and " + MAX_SECONDS);
    return Duration.ofSeconds(given);
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw invalid(message);
    }
  }

  private static HubFailure invalid(String message) {
    return new HubFailure(Code.ARGUMENT_INVALID, message);
  }
}

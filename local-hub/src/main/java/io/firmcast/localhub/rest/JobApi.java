// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.REGISTRY_WRITE;
import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.job.JobState;
import io.firmcast.localhub.job.JobType;
import io.firmcast.localhub.job.Jobs;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.query.Query;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@code /jobs/v2}; and an honest no to the import and export of devices. */
final class JobApi {

  private final Vertx vertx;
  private final Jobs jobs;
  private final Paging paging;

  JobApi(Vertx vertx, Jobs jobs, Paging paging) {
    this.vertx = vertx;
    this.jobs = jobs;
    this.paging = paging;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.PUT, Resource.JOB, ErrorForm.NAMED, this::create, SERVICE_CONNECT);
    routes.add(HttpMethod.GET, Resource.JOB, ErrorForm.NAMED, this::get, SERVICE_CONNECT);
    routes.add(
        HttpMethod.POST, Resource.JOB_CANCEL, ErrorForm.NAMED, this::cancel, SERVICE_CONNECT);
    routes.add(HttpMethod.GET, Resource.JOB_QUERY, ErrorForm.NAMED, this::query, SERVICE_CONNECT);
    routes.add(HttpMethod.POST, Resource.BULK_JOBS, ErrorForm.NAMED, this::notHere, REGISTRY_WRITE);
    routes.add(HttpMethod.GET, Resource.BULK_JOBS, ErrorForm.NAMED, this::notHere, REGISTRY_WRITE);
  }

  private Future<Answer> create(Call call) {
    return jobs.create(call.deviceId(), call.body()).map(Answer::ok);
  }

  private Future<Answer> get(Call call) {
    return Future.succeededFuture(Answer.ok(jobs.get(call.deviceId())));
  }

  private Future<Answer> cancel(Call call) {
    return jobs.cancel(call.deviceId()).map(Answer::ok);
  }

  private Future<Answer> query(Call call) {
    var text = text(call.parameter("jobType"), call.parameter("jobStatus"));
    var query = Query.parse(text);
    var asked = PageRequest.of(call);
    return vertx
        .executeBlocking(
            () -> paging.page(query, text, asked.continuation(), asked.size(), jobs::jobsAfter),
            false)
        .map(page -> PageRequest.shown(page, "JobResponse"));
  }

  private Future<Answer> notHere(Call call) {
    return Future.failedFuture(
        new HubFailure(
            Code.NOT_IMPLEMENTED,
            "This local hub does not import or export devices by blob; POST /devices takes 100 at"
                + " once"));
  }

  /** The same as a query, so that its pages are those of any other. */
  private static String text(@Nullable String type, @Nullable String status) {
    var conditions = new ArrayList<String>();
    if (type != null && !type.isBlank()) {
      var known = JobType.named(type).orElseThrow(() -> unknown("jobType", type));
      conditions.add("type = '" + known.wireName() + "'");
    }
    if (status != null && !status.isBlank()) {
      var known =
          Arrays.stream(JobState.values())
              .filter(state -> state.wireName().equalsIgnoreCase(status))
              .findFirst()
              .orElseThrow(() -> unknown("jobStatus", status));
      conditions.add("status = '" + known.wireName() + "'");
    }
    return "SELECT * FROM devices.jobs"
        + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
  }

  private static HubFailure unknown(String what, String text) {
    return new HubFailure(Code.ARGUMENT_INVALID, "Unknown " + what + " " + text);
  }
}

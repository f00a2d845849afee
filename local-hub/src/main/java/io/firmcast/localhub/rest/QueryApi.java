// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.configuration.Configurations;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.job.Jobs;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.query.Query.Source;
import io.firmcast.localhub.query.Row;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code POST /devices/query}; queries run on a worker, for they may look at every twin. */
final class QueryApi {

  private final Vertx vertx;
  private final Fleet fleet;
  private final Jobs jobs;
  private final Configurations configurations;
  private final Paging paging;

  QueryApi(Vertx vertx, Fleet fleet, Jobs jobs, Configurations configurations, Paging paging) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.jobs = jobs;
    this.configurations = configurations;
    this.paging = paging;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.POST, Resource.QUERY, ErrorForm.NAMED, this::query, SERVICE_CONNECT);
  }

  private Future<Answer> query(Call call) {
    var text = text(call);
    var query = Query.parse(text);
    var asked = PageRequest.of(call);
    return vertx
        .executeBlocking(
            () ->
                paging.page(query, text, asked.continuation(), asked.size(), id -> rows(query, id)),
            false)
        .map(page -> PageRequest.shown(page, itemType(query)));
  }

  private Stream<? extends Row> rows(Query query, @Nullable String after) {
    return switch (query.source()) {
      case DEVICES, MODULES ->
          fleet.candidates(query, after).map(device -> new ConfiguredRow(device, configurations));
      case JOBS -> jobs.devicesAfter(after);
    };
  }

  private static String itemType(Query query) {
    if (query.source() == Source.JOBS) {
      return "DeviceJob";
    }
    return query.whole() ? "Twin" : "Raw";
  }

  private static String text(Call call) {
    if (call.body().getValue("query") instanceof String text) {
      return text;
    }
    throw new HubFailure(Code.ARGUMENT_INVALID, "The body has no query");
  }
}

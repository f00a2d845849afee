// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import static io.firmcast.localhub.identity.Right.SERVICE_CONNECT;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.query.Page;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.query.Row;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code POST /devices/query}; queries run on a worker, for they may look at every twin. */
final class QueryApi {

  private final Vertx vertx;
  private final Fleet fleet;
  private final Paging paging;

  QueryApi(Vertx vertx, Fleet fleet, Paging paging) {
    this.vertx = vertx;
    this.fleet = fleet;
    this.paging = paging;
  }

  void addTo(Routes routes) {
    routes.add(HttpMethod.POST, Resource.QUERY, ErrorForm.NAMED, this::query, SERVICE_CONNECT);
  }

  private Future<Answer> query(Call call) {
    var text = text(call);
    var query = Query.parse(text);
    var size = size(call.header("x-ms-max-item-count"));
    var token = blankToNull(call.header("x-ms-continuation"));
    return vertx
        .executeBlocking(() -> paging.page(query, text, token, size, id -> rows(query, id)), false)
        .map(page -> shown(query, page));
  }

  private Stream<? extends Row> rows(Query query, @Nullable String after) {
    return switch (query.source()) {
      case DEVICES, MODULES -> fleet.candidates(query, after).map(TwinRow::new);
      case JOBS -> Stream.empty();
    };
  }

  private static Answer shown(Query query, Page page) {
    var type = Map.of("x-ms-item-type", query.whole() ? "Twin" : "Raw");
    var answer = new Answer(200, type, page.rows().toBuffer());
    var next = page.continuation();
    return next == null ? answer : answer.with("x-ms-continuation", next);
  }

  private static String text(Call call) {
    if (call.body().getValue("query") instanceof String text) {
      return text;
    }
    throw new HubFailure(Code.ARGUMENT_INVALID, "The body has no query");
  }

  private static int size(@Nullable String header) {
    var text = blankToNull(header);
    if (text == null) {
      return Paging.MAX_ROWS;
    }
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "x-ms-max-item-count is not a count");
    }
    return Integer.parseInt(text);
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.trim();
  }
}

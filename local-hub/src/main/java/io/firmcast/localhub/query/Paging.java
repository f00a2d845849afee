// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries page by page. Looks at every row that follows the position, so call it on a worker.
 */
public final class Paging {

  /** IoT Hub gives no more rows at once, whatever is asked for. */
  public static final int MAX_ROWS = 100;

  private final Continuation continuation;

  /** Makes its tokens with the given secret. */
  public Paging(Buffer secret) {
    this.continuation = new Continuation(secret);
  }

  /**
   * One page of a result.
   *
   * @param text the query as the caller wrote it; tokens are bound to it
   * @param token from the page before, null for the first page
   * @param rowsAfter the rows whose id follows the given one (null: all), ordered by id
   */
  public Page page(
      Query query,
      String text,
      @Nullable String token,
      int maxRows,
      Function<@Nullable String, Stream<? extends Row>> rowsAfter) {
    var from = token == null ? Position.START : continuation.position(text, token);
    var size = Math.min(Math.max(1, Math.min(maxRows, MAX_ROWS)), query.top() - from.given());
    return query.grouped()
        ? grouped(query, text, from, size, rowsAfter.apply(null))
        : plain(query, text, from, size, rowsAfter.apply(from.after()));
  }

  private Page plain(
      Query query, String text, Position from, int size, Stream<? extends Row> rows) {
    // One more than is given, to know whether any follows.
    List<? extends Row> found = rows.filter(query::matches).limit(size + 1L).toList();
    var given = found.subList(0, Math.min(size, found.size()));
    var total = from.given() + given.size();
    var json = given.stream().map(row -> Columns.of(query, row)).toList();
    if (found.size() <= size || total >= query.top()) {
      return new Page(new JsonArray(json), null);
    }
    var next = new Position(given.get(given.size() - 1).id(), total);
    return new Page(new JsonArray(json), continuation.token(text, next));
  }

  private Page grouped(
      Query query, String text, Position from, int size, Stream<? extends Row> rows) {
    List<JsonObject> all = new Groups(query).of(rows.filter(query::matches));
    var total = Math.min(from.given() + size, all.size());
    var given = all.subList(Math.min(from.given(), total), total);
    var more = total < all.size() && total < query.top();
    var next = more ? continuation.token(text, new Position(null, total)) : null;
    return new Page(new JsonArray(given), next);
  }
}

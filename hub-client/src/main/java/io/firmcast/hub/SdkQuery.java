// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static java.util.Objects.requireNonNull;

import com.google.gson.JsonParser;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** One page of a query, out of a client that would rather hand out rows without end. */
final class SdkQuery {
  private SdkQuery() {}

  static QueryPage page(QueryClient client, String sql, int pageSize, @Nullable String continuation)
      throws IotHubException, IOException {
    var response = client.queryRaw(sql, options(pageSize, continuation));
    List<JsonObject> rows = new ArrayList<>();
    // The SDK does not say where a page ends: asked for one row more, it fetches the next page. We
    // then let it fetch no more rows than are still wanted, so that the continuation it ends with
    // is the one behind our last row, even when the hub's pages are shorter than asked.
    while (rows.size() < pageSize && response.hasNext()) {
      try {
        rows.add(row(response.next(options(pageSize - rows.size(), null))));
      } catch (NoSuchElementException emptyPage) {
        break;
      }
    }
    return new QueryPage(rows, response.getContinuationToken());
  }

  private static JsonObject row(String json) {
    return (JsonObject) requireNonNull(PlainJson.value(JsonParser.parseString(json)));
  }

  private static QueryPageOptions options(int pageSize, @Nullable String continuation) {
    return QueryPageOptions.builder().pageSize(pageSize).continuationToken(continuation).build();
  }
}

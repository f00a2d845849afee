// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.stream.view.StatusView;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;

/** The view as JSON pages, for those who ask once: {@code {"value":[…],"nextLink":"…"}}. */
final class StatusPage {
  private final StatusView view;

  StatusPage(StatusView view) {
    this.view = view;
  }

  JsonObject answer(String path, MultiMap query) {
    var filter = FeedQuery.filter(query, Paging.PARAMETERS);
    var paging = Paging.of(query);
    var page = view.page(filter, paging.after(), paging.limit());
    var json =
        new JsonObject()
            .put("epoch", view.epoch())
            .put("seq", view.seq())
            .put("value", Frames.json(page.items()));
    if (page.last()) {
      return json;
    }
    var last = page.items().get(page.items().size() - 1).deviceId();
    return json.put("nextLink", Paging.next(path, query, last));
  }
}

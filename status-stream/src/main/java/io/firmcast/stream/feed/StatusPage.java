// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.stream.view.Page;
import io.firmcast.stream.view.StatusView;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The view as JSON pages, for those who ask once: {@code {"value":[…],"nextLink":"…"}}. */
final class StatusPage {
  private static final int MOST = 1000;
  private static final int USUAL = 100;
  private static final Set<String> OWN = Set.of("limit", "after");

  private final StatusView view;

  StatusPage(StatusView view) {
    this.view = view;
  }

  JsonObject answer(String path, MultiMap query) {
    var filter = FeedQuery.filter(query, OWN);
    var page = view.page(filter, after(query.get("after")), limit(query.get("limit")));
    var json =
        new JsonObject()
            .put("epoch", view.epoch())
            .put("seq", view.seq())
            .put("value", Frames.json(page.items()));
    return page.last() ? json : json.put("nextLink", next(path, query, page));
  }

  private static int limit(@Nullable String text) {
    try {
      var limit = text == null ? USUAL : Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException notANumber) {
      throw badLimit();
    }
    throw badLimit();
  }

  private static RuntimeException badLimit() {
    return FeedQuery.bad("limit", "It must be a whole number from 1 to " + MOST + ".");
  }

  private static @Nullable DeviceId after(@Nullable String token) {
    if (token == null) {
      return null;
    }
    try {
      return new DeviceId(new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8));
    } catch (BadMessage noDevice) {
      throw badToken();
    } catch (IllegalArgumentException notBase64) {
      throw badToken();
    }
  }

  private static RuntimeException badToken() {
    return FeedQuery.bad("after", "Take it from the nextLink of the page before.");
  }

  private static String next(String path, MultiMap query, Page page) {
    var link = new QueryStringEncoder(path);
    query.forEach(
        (name, value) -> {
          if (!name.equals("after")) {
            link.addParam(name, value);
          }
        });
    var last = page.items().get(page.items().size() - 1).deviceId().value();
    var token = last.getBytes(StandardCharsets.UTF_8);
    link.addParam("after", Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    return link.toString();
  }
}

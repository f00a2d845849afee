// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list by devices is asked for.
 *
 * @param after the device at the end of the page before; null for the first page
 * @param limit of items on it
 */
record Paging(@Nullable DeviceId after, int limit) {
  static final Set<String> PARAMETERS = Set.of("limit", "after");
  private static final int MOST = 1000;
  private static final int USUAL = 100;

  static Paging of(MultiMap query) {
    return new Paging(after(query.get("after")), limit(query.get("limit")));
  }

  /** The link to the page that begins after this device, with the same query otherwise. */
  static String next(String path, MultiMap query, DeviceId last) {
    var link = new QueryStringEncoder(path);
    query.forEach(
        (name, value) -> {
          if (!name.equals("after")) {
            link.addParam(name, value);
          }
        });
    var token = last.value().getBytes(StandardCharsets.UTF_8);
    link.addParam("after", Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    return link.toString();
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
}

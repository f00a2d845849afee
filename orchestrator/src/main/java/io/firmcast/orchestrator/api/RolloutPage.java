// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.vertx.core.MultiMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param filter a state; null for all
 * @param after opaque; null for the beginning
 */
record RolloutPage(@Nullable String filter, @Nullable String after, int size) {
  private static final Set<String> KNOWN = Set.of("state", "after", "pageSize", "format");
  private static final int USUAL = 100;
  private static final int LARGEST = 1_000;

  static RolloutPage of(MultiMap query) {
    for (var name : query.names()) {
      if (!KNOWN.contains(name)) {
        throw new BadMessage("/" + name, "is not a parameter here: state, after, pageSize are");
      }
    }
    return new RolloutPage(query.get("state"), query.get("after"), size(query.get("pageSize")));
  }

  String next(String path, String token) {
    var filtered = filter == null ? "" : "state=" + encoded(filter) + "&";
    return "%s?%spageSize=%d&after=%s".formatted(path, filtered, size, encoded(token));
  }

  static int size(@Nullable String text) {
    try {
      var size = text == null ? USUAL : Integer.parseInt(text);
      if (size >= 1 && size <= LARGEST) {
        return size;
      }
    } catch (NumberFormatException notANumber) {
      throw outOfRange();
    }
    throw outOfRange();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static BadMessage outOfRange() {
    return new BadMessage("/pageSize", "must be 1 to " + LARGEST);
  }
}

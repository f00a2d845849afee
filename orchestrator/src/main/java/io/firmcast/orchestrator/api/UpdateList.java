// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.api;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.orchestrator.rollout.Update;
import io.firmcast.orchestrator.store.Place;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which page of the list of updates is asked for. */
record UpdateList(@Nullable DeviceId device, Place after, int pageSize) {
  private static final Set<String> KNOWN = Set.of("device", "after", "pageSize");
  private static final int USUAL = 100;
  private static final int LARGEST = 500;

  static UpdateList of(MultiMap query) {
    for (var name : query.names()) {
      if (!KNOWN.contains(name)) {
        throw new BadMessage("/" + name, "is not a parameter here: device, after, pageSize are");
      }
    }
    var device = query.get("device");
    return new UpdateList(
        device == null ? null : new DeviceId(device), place(query.get("after")), size(query));
  }

  /**
   * @param rows one more than a page holds, if there are that many
   */
  JsonObject page(List<Update> rows) {
    var shown = rows.subList(0, Math.min(pageSize, rows.size()));
    var page =
        new JsonObject().put("value", new JsonArray(shown.stream().map(UpdateJson::of).toList()));
    return rows.size() > pageSize ? page.put("nextLink", link(shown.get(pageSize - 1))) : page;
  }

  private String link(Update last) {
    var filter = device == null ? "" : "device=" + encoded(device.value()) + "&";
    return "/api/v1/updates?%spageSize=%d&after=%s"
        .formatted(filter, pageSize, Place.behind(last).token());
  }

  private static Place place(@Nullable String token) {
    return token == null
        ? Place.TOP
        : Place.of(token).orElseThrow(() -> new BadMessage("/after", "must come from a nextLink"));
  }

  private static int size(MultiMap query) {
    var text = query.get("pageSize");
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

  private static BadMessage outOfRange() {
    return new BadMessage("/pageSize", "must be 1 to " + LARGEST);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

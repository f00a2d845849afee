// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Problem;
import io.firmcast.stream.view.Filter;
import io.firmcast.stream.view.Page;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one epoch of the feed; {@code webroot/asyncapi.yaml} is their document.
 *
 * @param epoch of the view
 */
record Frames(String epoch) {
  private static final String NO_POINT = "";

  Frame hello(long seq, long heartbeatSeconds, long pollIntervalMs, boolean stale) {
    var json =
        frame("hello")
            .put("epoch", epoch)
            .put("seq", seq)
            .put("heartbeatSeconds", heartbeatSeconds)
            .put("pollIntervalMs", pollIntervalMs)
            .put("stale", stale);
    return new Frame("hello", json.encode(), NO_POINT);
  }

  /**
   * @param first whether it begins the snapshot: what the client had before is no longer valid
   * @param id of the subscribe frame that it answers; null for none
   */
  Frame snapshot(Page page, long seq, boolean first, @Nullable String id) {
    var json =
        frame("snapshot")
            .put("seq", seq)
            .put("first", first)
            .put("last", page.last())
            .put("items", json(page.items()));
    if (id != null) {
      json.put("id", id);
    }
    return new Frame("snapshot", json.encode(), page.last() ? point(seq) : NO_POINT);
  }

  /** What leaves the filter says so, that a client need not judge by its own. */
  Frame delta(long seq, List<StatusChanged> items, Filter filter) {
    var told = new JsonArray();
    for (var item : items) {
      var leaves = item.isGone() || !filter.shows(item);
      told.add(leaves ? item.toJson().put("left", true) : item.toJson());
    }
    var json = frame("delta").put("seq", seq).put("items", told);
    return new Frame("delta", json.encode(), point(seq));
  }

  Frame bookmark(long seq, long pollIntervalMs, boolean stale) {
    var json =
        frame("bookmark").put("seq", seq).put("pollIntervalMs", pollIntervalMs).put("stale", stale);
    return new Frame("bookmark", json.encode(), point(seq));
  }

  /**
   * What was missed cannot be told, and a snapshot follows.
   *
   * @param reason {@code epoch}, {@code expired} or {@code overtaken}
   */
  Frame gone(String reason) {
    return new Frame("gone", frame("gone").put("reason", reason).encode(), NO_POINT);
  }

  Frame error(Problem problem) {
    var json = frame("error").put("code", problem.code()).put("detail", problem.getMessage());
    return new Frame("error", json.encode(), NO_POINT);
  }

  static JsonArray json(List<StatusChanged> items) {
    return new JsonArray(items.stream().map(StatusChanged::toJson).toList());
  }

  private String point(long seq) {
    return new ResumePoint(epoch, seq).toString();
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }
}

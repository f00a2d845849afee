// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The frames of the feed as JSON text; {@code webroot/asyncapi.yaml} is their document. */
final class Frames {
  private Frames() {}

  static String hello(
      String epoch, long seq, long heartbeatSeconds, long pollIntervalMs, boolean stale) {
    return frame("hello")
        .put("epoch", epoch)
        .put("seq", seq)
        .put("heartbeatSeconds", heartbeatSeconds)
        .put("pollIntervalMs", pollIntervalMs)
        .put("stale", stale)
        .encode();
  }

  static String snapshot(List<StatusChanged> items, long seq, boolean last) {
    return frame("snapshot").put("seq", seq).put("last", last).put("items", json(items)).encode();
  }

  static String delta(long seq, List<StatusChanged> items) {
    return frame("delta").put("seq", seq).put("items", json(items)).encode();
  }

  static String bookmark(long seq, long pollIntervalMs, boolean stale) {
    return frame("bookmark")
        .put("seq", seq)
        .put("pollIntervalMs", pollIntervalMs)
        .put("stale", stale)
        .encode();
  }

  static String error(String code, String detail) {
    return frame("error").put("code", code).put("detail", detail).encode();
  }

  static JsonArray json(List<StatusChanged> items) {
    return new JsonArray(items.stream().map(StatusChanged::toJson).toList());
  }

  private static JsonObject frame(String type) {
    return new JsonObject().put("type", type);
  }
}

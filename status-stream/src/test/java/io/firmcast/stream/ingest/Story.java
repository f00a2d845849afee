// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The reported properties of a device that walks its phases, one line of history for each. */
public final class Story {
  private final List<JsonObject> lines = new ArrayList<>();
  private final String device;
  private @Nullable String updateId;
  private @Nullable String version;
  private int steps;

  public Story(String device) {
    this.device = device;
  }

  /** When the device took its n-th step, by its own clock. */
  public static Instant time(int step) {
    return Instant.parse("2026-11-20T11:00:00Z").plusSeconds(step);
  }

  public String device() {
    return device;
  }

  public Story update(String id) {
    updateId = id;
    return this;
  }

  public Story version(String newVersion) {
    version = newVersion;
    return this;
  }

  public Story at(String status) {
    steps++;
    lines.add(
        new JsonObject()
            .put("status", status)
            .put("at", time(steps).toString())
            .put("updateId", updateId));
    return this;
  }

  public JsonObject json() {
    var newest = lines.subList(Math.max(0, lines.size() - 16), lines.size());
    return new JsonObject()
        .put("firmwareStatus", lines.get(lines.size() - 1).getString("status"))
        .put(
            "firmware",
            new JsonObject()
                .put("version", version)
                .put("updateId", updateId)
                .put("attempt", 1)
                .put("history", new JsonArray(List.copyOf(newest))));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a forecast takes for granted; what is not given is learned, or the default. */
final class ForecastOptions {
  @Option(
      names = "--offline",
      paramLabel = "SHARE",
      converter = ShareText.class,
      description = "Share of the devices that is offline when first asked, such as 5%%.")
  private @Nullable Double offline;

  @Option(
      names = "--back-after",
      paramLabel = "TIME",
      description = "Mean time until one of those is back.")
  private @Nullable Duration backAfter;

  @Option(names = "--downloading", paramLabel = "TIME", description = "Median of the download.")
  private @Nullable Duration downloading;

  @Option(names = "--applying", paramLabel = "TIME", description = "Median of the installation.")
  private @Nullable Duration applying;

  @Option(
      names = "--failing",
      paramLabel = "SHARE",
      converter = ShareText.class,
      description = "Share of the tries that fail.")
  private @Nullable Double failing;

  @Option(
      names = "--hub-tier",
      paramLabel = "TIER",
      description = "Of the hub: F1, S1, S2, S3 or NONE; without it, as the orchestrator has it.")
  private @Nullable String tier;

  @Option(names = "--hub-units", paramLabel = "N", description = "How many units of it.")
  private @Nullable Integer units;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "How often to rehearse, 1 to 1000; without it, as often as takes seconds.")
  private @Nullable Integer runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same one gives the same forecast of the same plan.")
  private @Nullable Long seed;

  boolean isGiven() {
    return !json().isEmpty();
  }

  /** As the orchestrator wants it; only what was given. */
  JsonObject json() {
    var json = new JsonObject();
    var devices = new JsonObject();
    put(devices, "offline", offline);
    put(devices, "backAfter", text(backAfter));
    put(devices, "downloading", text(downloading));
    put(devices, "applying", text(applying));
    put(devices, "failing", failing);
    var hub = new JsonObject();
    put(hub, "tier", tier);
    put(hub, "units", units);
    put(json, "devices", devices.isEmpty() ? null : devices);
    put(json, "hub", hub.isEmpty() ? null : hub);
    put(json, "runs", runs);
    put(json, "seed", seed);
    return json;
  }

  private static @Nullable String text(@Nullable Duration time) {
    return time == null ? null : time.toString();
  }

  private static void put(JsonObject json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}

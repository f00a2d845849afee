// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A forecast for people: what is to be expected, what that rests on, and a line for each wave with
 * a bar from the wave before to its own p50, shaded up to its p90.
 */
record ForecastText(JsonObject forecast) {
  private static final int BAR = 32;

  @Override
  public String toString() {
    return facts() + "\n\n" + waves();
  }

  private Table facts() {
    var facts = new Table().row("forecast", length()).row("", errors());
    if (forecast.containsKey("actual")) {
      facts.row("took", Span.of(forecast.getString("actual")) + verdict(forecast));
    }
    return facts.row("hub", hub()).row("assumed", devices()).row("", origin());
  }

  private String length() {
    var runs = " (%d runs, seed %d)".formatted(number("runs"), assumed().getLong("seed", 0L));
    return forecast.containsKey("p50")
        ? "%s; nine of ten times within %s%s"
            .formatted(Span.of(forecast.getString("p50")), Span.of(forecast.getString("p90")), runs)
        : "it came to no end in any run" + runs;
  }

  private String errors() {
    return "errors stop it in %s of the runs, it completes in %s"
        .formatted(share("stopped"), share("completed"));
  }

  private String hub() {
    var operations = forecast.getJsonObject("operations", new JsonObject());
    var spent =
        "%,d methods, %,d twin reads, %,d twin writes"
            .formatted(
                operations.getLong("methods", 0L),
                operations.getLong("twinReads", 0L),
                operations.getLong("desiredWrites", 0L) + operations.getLong("reportedWrites", 0L));
    if (!forecast.containsKey("messagesPerDay")) {
      return spent + "; no limits";
    }
    var hub = assumed().getJsonObject("hub", new JsonObject());
    return "%s: %s of a day's %,d messages of %s × %d, and at least %s at its rates"
        .formatted(
            spent,
            quota(),
            forecast.getLong("messagesPerDay"),
            hub.getString("tier"),
            hub.getInteger("units"),
            Span.of(Duration.ofMillis((long) (forecast.getDouble("leastSeconds", 0.0) * 1_000))));
  }

  private String quota() {
    var days = forecast.getDouble("daysOfQuota", 0.0);
    return days < 0.0005 ? "less than 0.1%" : ShareText.of(days);
  }

  private String devices() {
    var devices = assumed().getJsonObject("devices", new JsonObject());
    return "%s offline, back after %s; %s download, %s installation; %s fail"
        .formatted(
            ShareText.of(devices.getDouble("offline", 0.0)),
            Span.of(devices.getString("backAfter")),
            Span.of(devices.getString("downloading")),
            Span.of(devices.getString("applying")),
            ShareText.of(devices.getDouble("failing", 0.0)));
  }

  private String origin() {
    var learned = assumed().getJsonObject("learnedFrom");
    return learned == null
        ? "the defaults, where nothing else was said"
        : "learned from %d devices in %d rollouts, where nothing else was said"
            .formatted(learned.getInteger("devices"), learned.getInteger("rollouts"));
  }

  private Table waves() {
    var longest = longest();
    var came = eachWave().stream().anyMatch(wave -> wave.containsKey("actual"));
    var table = new Table();
    var scale =
        "0" + " ".repeat(Math.max(1, BAR - 1 - Span.of(longest).length())) + Span.of(longest);
    row(table, came, "wave", "devices", "p50", "p90", "came", scale);
    var before = Duration.ZERO;
    for (var wave : eachWave()) {
      row(
          table,
          came,
          Cell.of(wave.getValue("number")),
          Cell.of(wave.getValue("devices")),
          Span.of(wave.getString("p50")),
          Span.of(wave.getString("p90")),
          wave.containsKey("actual") ? Span.of(wave.getString("actual")) + late(wave) : "-",
          bar(before, wave, longest));
      before = wave.containsKey("p50") ? Duration.parse(wave.getString("p50")) : before;
    }
    return table;
  }

  private static void row(
      Table table,
      boolean came,
      String wave,
      String devices,
      String half,
      String most,
      String actual,
      String bar) {
    if (came) {
      table.row(wave, devices, half, most, actual, bar);
    } else {
      table.row(wave, devices, half, most, bar);
    }
  }

  private static String bar(Duration before, JsonObject wave, Duration longest) {
    var from = cells(before, longest);
    var half = Math.max(from + 1, cells(span(wave, "p50"), longest));
    var most = Math.max(half, cells(span(wave, "p90"), longest));
    return wave.containsKey("p50")
        ? " ".repeat(from) + "█".repeat(half - from) + "▒".repeat(most - half)
        : "";
  }

  private static int cells(Duration time, Duration longest) {
    return longest.isZero() ? 0 : (int) (BAR * time.toMillis() / longest.toMillis());
  }

  private Duration longest() {
    return eachWave().stream()
        .map(wave -> span(wave, "p90"))
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static Duration span(JsonObject wave, String name) {
    @Nullable String iso = wave.getString(name);
    return iso == null ? Duration.ZERO : Duration.parse(iso);
  }

  private static String late(JsonObject of) {
    return Boolean.FALSE.equals(of.getBoolean("withinP90")) ? " late" : "";
  }

  private static String verdict(JsonObject of) {
    return late(of).isEmpty() ? ", as forecast" : ", longer than forecast";
  }

  private List<JsonObject> eachWave() {
    return forecast.getJsonArray("waves", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private JsonObject assumed() {
    return forecast.getJsonObject("assumed", new JsonObject());
  }

  private int number(String name) {
    return forecast.getInteger(name, 0);
  }

  private String share(String name) {
    return ShareText.of(forecast.getDouble(name, 0.0));
  }
}

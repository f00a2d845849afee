// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A rollout as it is drawn on a terminal: a line of its own, and a bar for each wave. */
record RolloutPicture(RolloutText rollout) {
  private static final int BAR = 24;

  /** What does not fit onto a screen would be drawn again and again below itself. */
  private static final int MOST_WAVES = 15;

  private static final int WIDTH = 79;

  List<String> lines() {
    var waves = rollout.eachWave().toList();
    var first = Math.max(0, Math.min(rollout.wave() - 3, waves.size() - MOST_WAVES));
    var lines = new ArrayList<String>();
    lines.add(cut(rollout.line()));
    waves.stream().skip(first).limit(MOST_WAVES).forEach(wave -> lines.add(cut(line(wave))));
    if (waves.size() > MOST_WAVES) {
      lines.add("waves %d to %d of %d".formatted(first + 1, first + MOST_WAVES, waves.size()));
    }
    return lines;
  }

  private static String line(JsonObject wave) {
    var inFlight = wave.getInteger("inFlight", 0);
    return "%3d %-10s %-8s %s %d/%d%s%s"
        .formatted(
            wave.getInteger("number"),
            wave.getString("name", ""),
            wave.getString("state"),
            bar(wave),
            wave.getInteger("succeeded", 0),
            wave.getInteger("devices", 0),
            wave.getInteger("failed", 0) == 0 ? "" : ", " + wave.getInteger("failed") + " failed",
            inFlight == 0 ? "" : ", " + inFlight + " in flight");
  }

  /** Full for those that succeeded, half for those that failed. */
  private static String bar(JsonObject wave) {
    var devices = wave.getInteger("devices", 0);
    if (devices == 0) {
      return "░".repeat(BAR);
    }
    var good = (int) ((long) BAR * wave.getInteger("succeeded", 0) / devices);
    var over = wave.getInteger("succeeded", 0) + wave.getInteger("failed", 0);
    var bad = Math.max(0, (int) ((long) BAR * Math.min(over, devices) / devices) - good);
    return "█".repeat(good) + "▒".repeat(bad) + "░".repeat(BAR - good - bad);
  }

  private static String cut(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }
}

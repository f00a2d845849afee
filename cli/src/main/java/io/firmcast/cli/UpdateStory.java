// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.BadMessage;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;

/**
 * One update as it is told to a person, in the origin's sentences, or as one JSON object at the
 * end.
 */
final class UpdateStory {
  private static final Map<FirmwareStatus, String> SENTENCES =
      Map.of(
          FirmwareStatus.STAND_BY, "Waiting on device...",
          FirmwareStatus.DOWNLOADING, "Downloading firmware...",
          FirmwareStatus.APPLYING, "Download complete, applying firmware...",
          FirmwareStatus.COMPLETED, "Firmware applied",
          FirmwareStatus.FAILED, "Firmware update failed",
          FirmwareStatus.UNKNOWN, "The device reports something that is no status");
  private static final int STEPS = 3;
  private static final Set<String> ENDS =
      Set.of("SUCCEEDED", "ALREADY_INSTALLED", "FAILED", "REJECTED", "TIMED_OUT");

  private final JsonObject update;
  private final UpdateId updateId;
  private final boolean json;
  private final PrintStream out = System.out;
  private final ProgressLine progress;
  private final JsonArray transitions = new JsonArray();
  private final long startedAt = System.nanoTime();
  private FirmwareStatus status = FirmwareStatus.UNKNOWN;

  UpdateStory(JsonObject update, boolean json) {
    this.update = update;
    this.updateId = new UpdateId(update.getString("updateId", ""));
    this.json = json;
    this.progress = ProgressLine.onTerminal();
  }

  void answered() {
    var answer = update.getJsonObject("answer", new JsonObject());
    var status = answer.getInteger("status", FirmwareAnswer.OK);
    var said = FirmwareAnswer.fromJson(status, answer.getValue("payload"));
    say("%s answered %d: %s".formatted(update.getString("deviceId"), status, said.response()));
  }

  /** What concerns another update, or was told before, is passed over. */
  void add(StatusChanged change) {
    if (!updateId.equals(change.updateId()) || change.status() == status) {
      return;
    }
    status = change.status();
    transitions.add(
        new JsonObject().put("status", status.wire()).put("at", change.at().toString()));
    var error = change.error();
    say(
        SENTENCES.get(status)
            + (error == null ? "" : ": %s (%s)".formatted(error.message(), error.code())));
  }

  /** What the orchestrator knows: it ends the story where the feed did not show the end. */
  void settle(JsonObject now) {
    var state = now.getString("state", "");
    if (isOver() || !ENDS.contains(state)) {
      return;
    }
    var succeeded = state.equals("SUCCEEDED") || state.equals("ALREADY_INSTALLED");
    status = succeeded ? FirmwareStatus.COMPLETED : FirmwareStatus.FAILED;
    say(SENTENCES.get(status) + (succeeded ? "" : " (" + state + ")"));
  }

  UpdateId updateId() {
    return updateId;
  }

  /** Moves the clock of the progress line. */
  void tick() {
    if (!json && !isOver()) {
      var seconds = (System.nanoTime() - startedAt) / 1_000_000_000;
      progress.show(step(), STEPS, "%s  %d s".formatted(word(), seconds));
    }
  }

  boolean isOver() {
    return status == FirmwareStatus.COMPLETED || status == FirmwareStatus.FAILED;
  }

  FirmwareStatus status() {
    return status;
  }

  void interrupted() {
    progress.clear();
  }

  void reported(JsonObject twin) {
    var reported = twin.getJsonObject("reported", new JsonObject());
    if (json) {
      out.println(
          update.copy().put("transitions", transitions).put("reported", reported).encodePrettily());
      return;
    }
    progress.clear();
    out.println();
    var table = new Table();
    new FlatJson(inOurOrder(reported)).forEach(table::row);
    out.println(table);
  }

  /** As the contract orders it, where the device keeps the contract. */
  private static JsonObject inOurOrder(JsonObject reported) {
    try {
      return ReportedFirmware.fromReported(reported).toPatch();
    } catch (BadMessage notOurs) {
      return reported;
    }
  }

  private int step() {
    return switch (status) {
      case STAND_BY, UNKNOWN -> 0;
      case DOWNLOADING -> 1;
      case APPLYING -> 2;
      case COMPLETED, FAILED -> STEPS;
    };
  }

  private String word() {
    return status == FirmwareStatus.UNKNOWN ? "asked" : status.wire();
  }

  private void say(String sentence) {
    if (!json) {
      progress.clear();
      out.println(sentence);
    }
  }
}

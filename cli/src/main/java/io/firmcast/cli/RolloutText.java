// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rollout in words. */
record RolloutText(JsonObject rollout) {
  private static final Set<String> OVER =
      Set.of("completed", "denied", "aborted", "canceled", "rolledBack");
  private static final List<String> FACTS =
      List.of("reason", "ending", "plan", "approved", "startedAt", "endedAt", "at");

  String id() {
    return rollout.getString("id", "");
  }

  String state() {
    return rollout.getString("state", "");
  }

  boolean isOver() {
    return OVER.contains(state());
  }

  boolean isPlanned() {
    return rollout.containsKey("plan");
  }

  int devices() {
    return rollout.getInteger("devices", 0);
  }

  int inFlight() {
    return rollout.getInteger("inFlight", 0);
  }

  int succeeded() {
    return count("succeeded") + count("alreadyInstalled");
  }

  int failed() {
    return count("failed") + count("timedOut") + count("rejected");
  }

  /** How it stands in one line: where it is, and how its devices are. */
  String line() {
    var reason = rollout.getString("reason");
    return "%s is %s%s: %s"
        .formatted(id(), state() + where(), reason == null ? "" : " (" + reason + ")", numbers());
  }

  /** All that is known of it, and its waves. */
  String table() {
    var facts = new Table().row("rollout", id()).row("state", state() + where());
    facts.row("devices", numbers());
    FACTS.stream()
        .filter(rollout::containsKey)
        .forEach(name -> facts.row(name, rollout.getString(name)));
    new FlatJson(new JsonObject().put("pace", rollout.getJsonObject("pace", new JsonObject())))
        .forEach(facts::row);
    var shown = isPlanned() ? facts + "\n\n" + waves() : facts.toString();
    var forecast = rollout.getJsonObject("forecast");
    return forecast == null ? shown : shown + "\n\n" + new ForecastText(forecast);
  }

  Table waves() {
    var table = new Table().row("wave", "name", "state", "devices", "succeeded", "failed", "needs");
    eachWave()
        .forEach(
            wave ->
                table.row(
                    Cell.of(wave.getValue("number")),
                    Cell.of(wave.getValue("name")),
                    Cell.of(wave.getValue("state")),
                    Cell.of(wave.getValue("devices")),
                    Cell.of(wave.getValue("succeeded")),
                    Cell.of(wave.getValue("failed")),
                    Cell.of(wave.getValue("success"))
                        + (wave.getBoolean("gated", false) ? " and a person" : "")));
    return table;
  }

  Stream<JsonObject> eachWave() {
    return rollout.getJsonArray("waves", new JsonArray()).stream().map(JsonObject.class::cast);
  }

  int wave() {
    return rollout.getInteger("wave", 0);
  }

  private String where() {
    return wave() == 0 || isOver()
        ? ""
        : ", wave %d of %d".formatted(wave(), rollout.getJsonArray("waves").size());
  }

  private String numbers() {
    var rest =
        counts().fieldNames().stream()
            .filter(name -> !name.equals("succeeded"))
            .map(name -> ", %d %s".formatted(count(name), words(name)))
            .collect(Collectors.joining());
    return "%d of %d succeeded%s".formatted(count("succeeded"), devices(), rest);
  }

  /** {@code alreadyInstalled} is "already installed". */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private JsonObject counts() {
    return rollout.getJsonObject("counts", new JsonObject());
  }

  private int count(String state) {
    return counts().getInteger(state, 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What happened to a rollout, and what was decided upon it. */
@Command(
    name = "log",
    description = "Prints what happened to a rollout, who did it, and what was decided upon it.")
final class RolloutLogCommand implements Callable<Integer> {
  @Mixin private final RolloutOptions rollout = new RolloutOptions();

  @Override
  public Integer call() {
    rollout
        .calls()
        .eachLine(
            rollout.id(),
            line -> {
              System.out.println(rollout.json() ? line.encode() : line(line));
              return !System.out.checkError(); // or whoever read this has gone
            });
    return Exit.OK;
  }

  static String line(JsonObject line) {
    var event = line.getJsonObject("event", new JsonObject());
    var told = Stream.concat(Stream.of(said(event)), decisions(event));
    return "%5d  %s  %-14s %s"
        .formatted(
            line.getLong("seq"),
            line.getString("at"),
            event.getString("type"),
            told.filter(text -> !text.isEmpty()).collect(Collectors.joining("; ")))
        .stripTrailing();
  }

  private static String said(JsonObject event) {
    return event.stream()
        .filter(field -> !field.getKey().equals("type") && !field.getKey().equals("decisions"))
        .map(field -> field.getKey().equals("by") ? by(field.getValue()) : word(field.getValue()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String by(Object value) {
    var by = (JsonObject) value;
    var why = by.getString("why");
    return "by " + by.getString("who") + (why == null ? "" : " (" + why + ")");
  }

  /** What is long is left to --output json. */
  private static String word(Object value) {
    if (value instanceof JsonArray list) {
      return list.size() + " devices";
    }
    if (value instanceof JsonObject object) {
      var status = object.getString("status");
      return status == null ? "" : status;
    }
    return String.valueOf(value);
  }

  private static Stream<String> decisions(JsonObject event) {
    return event.getJsonArray("decisions", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .map(
            decision ->
                decision.stream()
                    .map(field -> String.valueOf(field.getValue()))
                    .collect(Collectors.joining(" ")));
  }
}

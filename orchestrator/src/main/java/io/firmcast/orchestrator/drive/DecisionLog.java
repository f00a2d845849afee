// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.Decision;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutView;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.OperatorRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** How a rollout's log is spelled: each line an event, with what was decided upon it. */
public final class DecisionLog {
  private static final String DECISIONS = "decisions";

  private final RolloutJson records;

  public DecisionLog(RolloutJson records) {
    this.records = records;
  }

  /** Decisions are for readers: a replay makes them anew. */
  public LogLine line(long seq, Instant at, RolloutEvent event, List<Decision> decisions) {
    var json = records.toJson(event);
    if (!decisions.isEmpty()) {
      var told = new JsonArray();
      decisions.forEach(decision -> told.add(records.toJson(decision)));
      json.put(DECISIONS, told);
    }
    return new LogLine(seq, at, json.encode());
  }

  /** What happened, without what was decided upon it. */
  public RolloutEvent event(LogLine line) {
    var json = new JsonObject(line.event());
    json.remove(DECISIONS);
    return records.event(json);
  }

  /** What is kept beside a rollout, so that it can be listed without its log. */
  public String summary(RolloutView view) {
    return records.write(view).encode();
  }

  Wish wish(OperatorRequest request) {
    return Wish.fromJson(new JsonObject(request.request()), records);
  }

  /** Gives the lines to the rollout that they are of, in order. */
  public void replay(Rollout rollout, List<LogLine> lines) {
    lines.forEach(line -> rollout.apply(event(line), line.at()));
  }
}

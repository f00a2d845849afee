// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import io.firmcast.contract.BadMessage;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.plan.PlanHash;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What an operator wants of a rollout, as it waits in the store for the owner.
 *
 * @param revision that the rollout must still be in; null for any
 * @param plan that is approved
 * @param pace of a change of pace
 */
public record Wish(
    Action action,
    By by,
    @Nullable Long revision,
    @Nullable PlanHash plan,
    @Nullable RolloutPace pace) {

  /** What can be wanted. */
  public enum Action {
    PLAN("plan"),
    APPROVE("approve"),
    DENY("deny"),
    START("start"),
    PAUSE("pause"),
    RESUME("resume"),
    CANCEL("cancel"),
    ABORT("abort"),
    ROLL_BACK("rollBack"),
    RETRY_FAILED("retryFailed"),
    NEXT_WAVE("nextWave"),
    CHANGE_PACE("changePace");

    private final String word;

    Action(String word) {
      this.word = word;
    }

    /** As it stands in an address. */
    public String word() {
      return word;
    }
  }

  public Wish {
    if (action == Action.APPROVE && plan == null) {
      throw new BadMessage("/plan", "is required: the hash of the plan that was looked at");
    }
    if (action == Action.CHANGE_PACE && pace == null) {
      throw new BadMessage("/pace", "is required");
    }
  }

  /** The event that fulfils it; null for a plan, which takes longer than a step. */
  @Nullable OperatorEvent event() {
    return switch (action) {
      case PLAN -> null;
      case APPROVE -> new OperatorEvent.Approved(present(plan), by);
      case DENY -> new OperatorEvent.Denied(by);
      case START -> new OperatorEvent.Started(by);
      case PAUSE -> new OperatorEvent.Paused(by);
      case RESUME -> new OperatorEvent.Resumed(by);
      case CANCEL -> new OperatorEvent.Canceled(by);
      case ABORT -> new OperatorEvent.Aborted(by);
      case ROLL_BACK -> new OperatorEvent.RolledBack(by);
      case RETRY_FAILED -> new OperatorEvent.RetryFailed(by);
      case NEXT_WAVE -> new OperatorEvent.NextWave(by);
      case CHANGE_PACE -> new OperatorEvent.PaceChanged(present(pace), by);
    };
  }

  /** As it is kept; {@link #fromJson} reads it. */
  public JsonObject toJson(RolloutJson records) {
    return new JsonObject()
        .put("action", action.name())
        .put("who", by.who())
        .put("why", by.why())
        .put("revision", revision)
        .put("plan", plan == null ? null : plan.value())
        .put("pace", pace == null ? null : records.write(pace));
  }

  static Wish fromJson(JsonObject json, RolloutJson records) {
    var plan = json.getString("plan");
    var pace = json.getJsonObject("pace");
    return new Wish(
        Action.valueOf(json.getString("action")),
        new By(json.getString("who"), json.getString("why")),
        json.getLong("revision"),
        plan == null ? null : new PlanHash(plan),
        pace == null ? null : records.read(RolloutPace.class, pace));
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("checked when it was made");
    }
    return value;
  }
}

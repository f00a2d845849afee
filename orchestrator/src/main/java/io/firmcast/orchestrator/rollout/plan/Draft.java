// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition in the making: the parts that are set here, and the others as they were. */
public final class Draft {
  private final RolloutDefinition from;
  private List<WavePlan> waves;
  private RolloutPace pace;
  private Windows windows;
  private Schedule schedule;
  private RolloutDeadlines deadlines;
  private Retries retries;
  private Delivery delivery;
  private OnError onError;
  private WhenTaken whenTaken;
  private boolean approval;
  private @Nullable CanaryAnalysis analysis;

  Draft(RolloutDefinition from) {
    this.from = from;
    this.waves = from.waves();
    this.pace = from.pace();
    this.windows = from.windows();
    this.schedule = from.schedule();
    this.deadlines = from.deadlines();
    this.retries = from.retries();
    this.delivery = from.delivery();
    this.onError = from.onError();
    this.whenTaken = from.whenTaken();
    this.approval = from.approval();
    this.analysis = from.analysis();
  }

  public Draft waves(WavePlan... other) {
    waves = List.of(other);
    return this;
  }

  public Draft pace(RolloutPace other) {
    pace = other;
    return this;
  }

  public Draft windows(Windows other) {
    windows = other;
    return this;
  }

  public Draft schedule(Schedule other) {
    schedule = other;
    return this;
  }

  public Draft deadlines(RolloutDeadlines other) {
    deadlines = other;
    return this;
  }

  public Draft retries(Retries other) {
    retries = other;
    return this;
  }

  public Draft delivery(Delivery other) {
    delivery = other;
    return this;
  }

  public Draft onError(OnError other) {
    onError = other;
    return this;
  }

  public Draft whenTaken(WhenTaken other) {
    whenTaken = other;
    return this;
  }

  public Draft approval(boolean needed) {
    approval = needed;
    return this;
  }

  public Draft analysis(CanaryAnalysis other) {
    analysis = other;
    return this;
  }

  /**
   * The definition.
   *
   * @throws BadDefinition if it is none
   */
  public RolloutDefinition done() {
    return new RolloutDefinition(
        from.description(),
        from.firmware(),
        from.targets(),
        waves,
        pace,
        windows,
        schedule,
        deadlines,
        retries,
        delivery,
        onError,
        whenTaken,
        approval,
        analysis);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.plan;

import io.firmcast.contract.FirmwareUpdate;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as an operator asks for it. Every part has a default but the firmware and the targets.
 *
 * @param description for people, at most 512 characters
 * @param firmware what each device is sent, without {@code updateId} and {@code epoch}
 * @param waves at most 100; none is one wave of all devices. Devices that are left over make a last
 *     wave with the thresholds of the one before
 * @param approval whether a person has to approve the plan
 */
public record RolloutDefinition(
    @Nullable String description,
    @Required FirmwareUpdate firmware,
    @Required Targets targets,
    List<WavePlan> waves,
    RolloutPace pace,
    Windows windows,
    Schedule schedule,
    RolloutDeadlines deadlines,
    Retries retries,
    Delivery delivery,
    OnError onError,
    WhenTaken whenTaken,
    boolean approval,
    @Nullable CanaryAnalysis analysis) {
  public static final RolloutDefinition DEFAULT =
      of(FirmwareUpdate.of(URI.create("none")), Targets.DEFAULT);

  public RolloutDefinition {
    waves = List.copyOf(waves);
    new Limits()
        .must(
            description == null || description.length() <= 512,
            "description",
            "be at most 512 characters")
        .must(firmware.updateId() == null, "firmware/updateId", "be left to the rollout")
        .must(firmware.epoch() == null, "firmware/epoch", "be left to the rollout")
        .must(waves.size() <= 100, "waves", "be at most 100")
        .must(
            onError.rollBackTo() == null
                || firmware.manifest() == null
                || onError.rollBackTo().manifest() != null,
            "onError/rollBackTo/manifest",
            "carry the signed permit, because the firmware is signed")
        .enforce();
  }

  /** With every default. */
  public static RolloutDefinition of(FirmwareUpdate firmware, Targets targets) {
    return new RolloutDefinition(
        null,
        firmware,
        targets,
        List.of(),
        RolloutPace.DEFAULT,
        Windows.DEFAULT,
        Schedule.DEFAULT,
        RolloutDeadlines.DEFAULT,
        Retries.DEFAULT,
        Delivery.LADDER,
        OnError.DEFAULT,
        WhenTaken.WAIT,
        false,
        null);
  }

  /** A copy to change a few parts of. */
  public Draft with() {
    return new Draft(this);
  }
}

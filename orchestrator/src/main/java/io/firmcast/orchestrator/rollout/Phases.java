// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import static io.firmcast.orchestrator.rollout.ExecutionState.ACCEPTED;
import static io.firmcast.orchestrator.rollout.ExecutionState.APPLYING;
import static io.firmcast.orchestrator.rollout.ExecutionState.CONFIRMING;
import static io.firmcast.orchestrator.rollout.ExecutionState.DOWNLOADING;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.orchestrator.rollout.Asked.UnderWay;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a device's words mean for its update. */
final class Phases {
  static final List<ExecutionState> ORDER = List.of(ACCEPTED, DOWNLOADING, APPLYING, CONFIRMING);

  private Phases() {}

  static Execution after(Sighting sighting, @Nullable String wantedVersion) {
    return switch (sighting.status()) {
      // A status that is none says no more than that the update is known there.
      case STAND_BY, UNKNOWN -> new UnderWay(ACCEPTED, sighting.reportedVersion());
      case DOWNLOADING -> new UnderWay(DOWNLOADING, sighting.reportedVersion());
      case APPLYING -> new UnderWay(APPLYING, sighting.reportedVersion());
      case COMPLETED ->
          wantedVersion == null || wantedVersion.equals(sighting.version())
              ? new Execution.Succeeded()
              : new UnderWay(CONFIRMING, sighting.reportedVersion());
      case FAILED -> {
        var error = sighting.error();
        yield new Execution.Failed(error == null ? Asked.UNEXPLAINED : error);
      }
    };
  }

  static boolean isBefore(ExecutionState one, ExecutionState other) {
    return ORDER.indexOf(one) < ORDER.indexOf(other);
  }

  /** The device's own word where it gave one. */
  static String reason(FirmwareAnswer refusal) {
    var reason = refusal.reason();
    if (reason != null) {
      return reason;
    }
    return refusal.status() == FirmwareAnswer.CONFLICT ? "busy" : "status-" + refusal.status();
  }
}

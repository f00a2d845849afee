// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import org.jspecify.annotations.Nullable;

/** The device has been asked, or may have been: from here its own words decide. */
public sealed interface Asked extends Execution
    permits Asked.Triggering, Asked.Unknown, Asked.UnderWay {

  /**
   * After the device said something about this update. Older words than those already known change
   * nothing; of two in the same version the one further on counts.
   *
   * @param wantedVersion that a completed device must report; null where any will do
   */
  default Execution seen(Sighting sighting, @Nullable String wantedVersion) {
    return Phases.after(sighting, wantedVersion);
  }

  /**
   * After the device answered the method.
   *
   * @param wantedVersion as in {@link #seen}
   */
  default Execution answered(FirmwareAnswer answer, @Nullable String wantedVersion) {
    if (!answer.isAccepted()) {
      return new Rejected(Phases.reason(answer));
    }
    return answer.firmwareStatus() == FirmwareStatus.COMPLETED && wantedVersion == null
        ? new AlreadyInstalled()
        : new UnderWay(ExecutionState.ACCEPTED, 0);
  }

  /** After waiting long enough, and only once the twin was read and said nothing new. */
  default TimedOut giveUp(String reason) {
    return new TimedOut(reason);
  }

  /** The method is on its way. */
  record Triggering() implements Asked {
    /** No answer that can be relied on: it may have run. */
    public Unknown lose(String reason) {
      return new Unknown(reason);
    }

    @Override
    public ExecutionState state() {
      return ExecutionState.TRIGGERING;
    }
  }

  /** Asked, without an answer that can be relied on. Not failed. */
  record Unknown(String reason) implements Asked {
    /** Asked once more under the same id, which the device does at most once. */
    public Triggering triggerAgain() {
      return new Triggering();
    }

    @Override
    public ExecutionState state() {
      return ExecutionState.UNKNOWN;
    }
  }

  /**
   * The device is at it.
   *
   * @param state {@code ACCEPTED}, {@code DOWNLOADING}, {@code APPLYING} or {@code CONFIRMING}
   * @param reportedVersion of the twin in which it said so; 0 for the method's answer
   */
  record UnderWay(ExecutionState state, long reportedVersion) implements Asked {
    public UnderWay {
      if (!Phases.ORDER.contains(state)) {
        throw new IllegalArgumentException(state + " is not under way");
      }
    }

    @Override
    public Execution seen(Sighting sighting, @Nullable String wantedVersion) {
      if (sighting.reportedVersion() < reportedVersion) {
        return this;
      }
      var next = Phases.after(sighting, wantedVersion);
      var sameReading = sighting.reportedVersion() == reportedVersion;
      return sameReading && next instanceof UnderWay other && !Phases.isBefore(state, other.state)
          ? this
          : next;
    }

    /** It was already known to be at it; an answer that came late adds nothing. */
    @Override
    public Execution answered(FirmwareAnswer answer, @Nullable String wantedVersion) {
      return this;
    }
  }

  /** The error of a device that reported failure and no error. */
  FirmwareError UNEXPLAINED = new FirmwareError("unexplained", "the device gave no reason");
}

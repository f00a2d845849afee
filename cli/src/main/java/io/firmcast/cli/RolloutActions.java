// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import picocli.CommandLine.Command;

/** The actions that need no more than a name. */
final class RolloutActions {
  private RolloutActions() {}

  @Command(name = "deny", description = "Refuses the plan; the rollout is over.")
  static final class Deny extends RolloutAction {
    Deny() {
      super("deny");
    }
  }

  @Command(name = "start", description = "Starts it: now, or when its schedule says.")
  static final class Start extends RolloutAction {
    Start() {
      super("start");
    }
  }

  @Command(
      name = "pause",
      description = "Starts no more devices; those in flight are followed to their end.")
  static final class Pause extends RolloutAction {
    Pause() {
      super("pause");
    }
  }

  @Command(
      name = "resume",
      description = {
        "Goes on after a pause.",
        "What has failed so far is taken as seen: only what fails from now on counts again."
      })
  static final class Resume extends RolloutAction {
    Resume() {
      super("resume");
    }
  }

  @Command(
      name = "cancel",
      description = "Ends it gently: nothing more is started, what is in flight may finish.")
  static final class Cancel extends RolloutAction {
    Cancel() {
      super("cancel");
    }
  }

  @Command(name = "abort", description = "Ends it at once: what is in flight is given up, too.")
  static final class Abort extends RolloutAction {
    Abort() {
      super("abort");
    }
  }

  @Command(
      name = "retry",
      description = "Tries the devices once more that failed, timed out or refused.")
  static final class Retry extends RolloutAction {
    Retry() {
      super("retryFailed");
    }
  }

  @Command(
      name = "next-wave",
      description = "Opens the gate of a wave that soaks; a wave that runs is taken as passed.")
  static final class NextWave extends RolloutAction {
    NextWave() {
      super("nextWave");
    }
  }

  @Command(
      name = "roll-back",
      description = "Gives the devices that have the new firmware the earlier one again.")
  static final class RollBack extends RolloutAction {
    RollBack() {
      super("rollBack");
    }
  }
}

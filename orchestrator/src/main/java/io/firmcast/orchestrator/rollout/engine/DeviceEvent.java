// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.plan.RolloutId;

/**
 * Something about one device. What speaks of an update other than the device's current one in this
 * rollout, or comes too late, changes nothing.
 */
public sealed interface DeviceEvent extends RolloutEvent {

  DeviceId device();

  /** The device answered the method. */
  record Answered(DeviceId device, UpdateId update, FirmwareAnswer answer) implements DeviceEvent {}

  /** The method may have run: no answer came. */
  record Unanswered(DeviceId device, UpdateId update) implements DeviceEvent {}

  /** The hub says that the device is not connected; it was not asked. */
  record Unreachable(DeviceId device, UpdateId update) implements DeviceEvent {}

  /** The desired property was written for it. */
  record DesiredWritten(DeviceId device, UpdateId update) implements DeviceEvent {}

  /** Our desired property no longer stands in its twin. */
  record DesiredCleared(DeviceId device, UpdateId update) implements DeviceEvent {}

  /** The device's twin says this of the update, by an event or a reading. */
  record Reported(DeviceId device, UpdateId update, Sighting sighting) implements DeviceEvent {}

  /** The device's twin was read, and says nothing of the update. */
  record Silent(DeviceId device, UpdateId update) implements DeviceEvent {}

  /**
   * A command was not carried out, for no fault of the device.
   *
   * @param command which one
   */
  record Refused(DeviceId device, UpdateId update, HubCall command, HubCause cause)
      implements DeviceEvent {}

  /** The device has connected. */
  record Online(DeviceId device) implements DeviceEvent {}

  /** The hub does not know the device, or it is no target any more. */
  record Removed(DeviceId device) implements DeviceEvent {}

  /** A device that fits a dynamic target; one that is a member already changes nothing. */
  record Joined(DeviceId device) implements DeviceEvent {}

  /** A newer rollout has taken the device over. */
  record Superseded(DeviceId device, RolloutId newer) implements DeviceEvent {}

  /** An older rollout has not finished with the device, and this one waits. */
  record Held(DeviceId device, RolloutId older) implements DeviceEvent {}

  /** No other rollout is at the device any more. */
  record Freed(DeviceId device) implements DeviceEvent {}

  /** The number that the canary analysis asked for; a device counts once. */
  record Measured(DeviceId device, double value) implements DeviceEvent {}
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.UpdateId;
import org.jspecify.annotations.Nullable;

/** Which update an event speaks of. */
final class Updates {
  private Updates() {}

  /** Null where it speaks of the device as such. */
  static @Nullable UpdateId of(DeviceEvent event) {
    if (event instanceof DeviceEvent.Reported it) {
      return it.update();
    } else if (event instanceof DeviceEvent.Answered it) {
      return it.update();
    } else if (event instanceof DeviceEvent.Unanswered it) {
      return it.update();
    } else if (event instanceof DeviceEvent.Unreachable it) {
      return it.update();
    } else if (event instanceof DeviceEvent.DesiredWritten it) {
      return it.update();
    } else if (event instanceof DeviceEvent.DesiredCleared it) {
      return it.update();
    } else if (event instanceof DeviceEvent.Silent it) {
      return it.update();
    } else if (event instanceof DeviceEvent.Refused it) {
      return it.update();
    }
    return null;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.DeviceState.ACCEPTED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.ALREADY_INSTALLED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.APPLYING;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.CANCELED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.CONFIRMING;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.DOWNLOADING;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.FAILED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.QUEUED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.REJECTED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.REMOVED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.ROLLED_BACK;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.SUCCEEDED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.SUPERSEDED;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.TIMED_OUT;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.TRIGGERING;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.UNKNOWN;
import static io.firmcast.orchestrator.rollout.engine.DeviceState.WAITING;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Which state of a device may follow which; what is not here never happens. */
final class Transitions {
  private static final Set<DeviceState> LEAVING = EnumSet.of(CANCELED, SUPERSEDED, REMOVED);
  private static final Set<DeviceState> SAID =
      EnumSet.of(
          ACCEPTED,
          DOWNLOADING,
          APPLYING,
          CONFIRMING,
          SUCCEEDED,
          ALREADY_INSTALLED,
          FAILED,
          ROLLED_BACK);
  private static final Map<DeviceState, Set<DeviceState>> LEGAL = new EnumMap<>(DeviceState.class);

  static {
    legal(QUEUED, TRIGGERING, WAITING);
    legal(WAITING, QUEUED, WAITING, TIMED_OUT);
    legal(TRIGGERING, UNKNOWN, WAITING, REJECTED, TIMED_OUT);
    legal(UNKNOWN, TRIGGERING, WAITING, REJECTED, TIMED_OUT);
    for (var underWay : EnumSet.of(ACCEPTED, DOWNLOADING, APPLYING, CONFIRMING)) {
      legal(underWay, WAITING, TIMED_OUT);
    }
    // A terminal state is left for another round only, which a person or a rollback begins.
    for (var over : EnumSet.of(SUCCEEDED, ALREADY_INSTALLED, FAILED, REJECTED, TIMED_OUT)) {
      LEGAL.put(over, EnumSet.of(QUEUED));
    }
    for (var end : EnumSet.of(CANCELED, SUPERSEDED, REMOVED, ROLLED_BACK)) {
      LEGAL.put(end, EnumSet.noneOf(DeviceState.class));
    }
  }

  private Transitions() {}

  static boolean isLegal(DeviceState from, DeviceState next) {
    return LEGAL.getOrDefault(from, Set.of()).contains(next);
  }

  private static void legal(DeviceState from, DeviceState... next) {
    var all = EnumSet.copyOf(LEAVING);
    all.addAll(SAID);
    all.addAll(Set.of(next));
    LEGAL.put(from, all);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Devices and a hub at their worst: words come late, twice, in any order or not at all; methods run
 * and are not answered; the hub refuses and loses what it likes. A device does each update at most
 * once, as ours do, and this is the witness of what they did.
 */
final class ChaoticFleet {
  private static final List<FirmwareStatus> PHASES =
      List.of(FirmwareStatus.DOWNLOADING, FirmwareStatus.APPLYING);

  private static final List<HubCause> CAUSES = List.of(HubCause.values());

  private final Random random;
  private final Map<DeviceId, Twin> twins = new HashMap<>();
  private final List<DeviceEvent> pending = new ArrayList<>();

  /** Once set, everything goes well, so that what was begun can come to its end. */
  boolean calm;

  /** Chance that an update fails, and that a device refuses one. */
  double failing = 0.1;

  ChaoticFleet(Random random) {
    this.random = random;
  }

  /** What one device did and says. */
  static final class Twin {
    final Set<UpdateId> begun = new HashSet<>();
    final Set<UpdateId> refused = new HashSet<>();
    final List<UpdateId> completed = new ArrayList<>();
    boolean online = true;
    @Nullable UpdateId update;
    @Nullable UpdateId desired;
    FirmwareStatus status = FirmwareStatus.UNKNOWN;
    long version;
  }

  Twin twin(DeviceId device) {
    return twins.computeIfAbsent(device, unknown -> new Twin());
  }

  /** All that were asked for anything. */
  Map<DeviceId, Twin> twins() {
    return twins;
  }

  void carryOut(Command command) {
    if (command instanceof Command.CallMethod call) {
      call(call.device(), call.update());
    } else if (command instanceof Command.PatchDesired patch) {
      patch(patch.device(), patch.update());
    } else if (command instanceof Command.ClearDesired clear) {
      clear(clear.device(), clear.update());
    } else if (command instanceof Command.ReadTwin read) {
      read(read.device(), read.update());
    } else if (command instanceof Command.Measure measure) {
      say(new DeviceEvent.Measured(measure.device(), random.nextGaussian()));
    }
  }

  /** Something that now happens, if anything does. */
  @Nullable DeviceEvent next() {
    moveOn();
    if (pending.isEmpty()) {
      return null;
    }
    var event = pending.remove(calm ? 0 : random.nextInt(pending.size()));
    if (!calm && random.nextInt(10) == 0) {
      pending.add(event);
    }
    return event;
  }

  boolean isQuiet() {
    return pending.isEmpty()
        && twins.values().stream().noneMatch(twin -> PHASES.contains(twin.status));
  }

  private void call(DeviceId device, UpdateId update) {
    var twin = twin(device);
    if (happens(0.15)) {
      var cause = CAUSES.get(random.nextInt(CAUSES.size()));
      if (cause == HubCause.UNAVAILABLE && random.nextBoolean()) {
        begin(device, update);
      }
      say(new DeviceEvent.Refused(device, update, HubCall.METHOD, cause));
    } else if (!twin.online) {
      say(new DeviceEvent.Unreachable(device, update));
    } else if (happens(0.15)) {
      if (random.nextBoolean()) {
        begin(device, update);
      }
      say(new DeviceEvent.Unanswered(device, update));
    } else if (update.equals(twin.update)) {
      say(
          new DeviceEvent.Answered(
              device, update, FirmwareAnswer.alreadyStarted(update, twin.status)));
    } else if (PHASES.contains(twin.status) && twin.update != null) {
      say(new DeviceEvent.Answered(device, update, FirmwareAnswer.busyWith(twin.update)));
    } else if (twin.refused.contains(update) || random.nextDouble() < failing / 2) {
      twin.refused.add(update);
      say(new DeviceEvent.Answered(device, update, FirmwareAnswer.rejected("model")));
    } else {
      begin(device, update);
      say(new DeviceEvent.Answered(device, update, FirmwareAnswer.started(update)));
    }
  }

  private void patch(DeviceId device, UpdateId update) {
    if (happens(0.15)) {
      say(new DeviceEvent.Refused(device, update, HubCall.DESIRED, HubCause.THROTTLED));
      return;
    }
    twin(device).desired = update;
    say(new DeviceEvent.DesiredWritten(device, update));
  }

  private void clear(DeviceId device, UpdateId update) {
    if (happens(0.3)) {
      say(new DeviceEvent.Refused(device, update, HubCall.DESIRED, HubCause.UNAVAILABLE));
      return;
    }
    if (update.equals(twin(device).desired)) {
      twin(device).desired = null;
    }
    say(new DeviceEvent.DesiredCleared(device, update));
  }

  private void read(DeviceId device, UpdateId update) {
    var twin = twin(device);
    if (happens(0.1)) {
      return;
    }
    if (happens(0.1)) {
      say(new DeviceEvent.Refused(device, update, HubCall.READ, HubCause.THROTTLED));
    } else if (update.equals(twin.update)) {
      say(new DeviceEvent.Reported(device, update, sighting(twin)));
    } else {
      say(new DeviceEvent.Silent(device, update));
    }
  }

  private void begin(DeviceId device, UpdateId update) {
    var twin = twin(device);
    var isBusy = PHASES.contains(twin.status);
    if (!isBusy && !twin.refused.contains(update) && twin.begun.add(update)) {
      twin.update = update;
      show(device, twin, FirmwareStatus.DOWNLOADING);
    }
  }

  /** Some device comes, goes, or gets further. */
  private void moveOn() {
    for (var entry : twins.entrySet()) {
      var twin = entry.getValue();
      if (calm ? !twin.online : random.nextInt(40) == 0) {
        twin.online = !twin.online;
        if (twin.online) {
          say(new DeviceEvent.Online(entry.getKey()));
        }
      }
      if (twin.online && twin.desired != null) {
        begin(entry.getKey(), twin.desired);
      }
      if (PHASES.contains(twin.status) && random.nextInt(4) == 0) {
        further(entry.getKey(), twin);
      }
    }
  }

  private void further(DeviceId device, Twin twin) {
    if (twin.status == FirmwareStatus.DOWNLOADING) {
      show(device, twin, FirmwareStatus.APPLYING);
    } else if (random.nextDouble() < failing) {
      show(device, twin, FirmwareStatus.FAILED);
    } else {
      if (twin.update != null) {
        twin.completed.add(twin.update);
      }
      show(device, twin, FirmwareStatus.COMPLETED);
    }
  }

  private void show(DeviceId device, Twin twin, FirmwareStatus status) {
    twin.status = status;
    twin.version++;
    if (twin.update != null && !happens(0.2)) {
      say(new DeviceEvent.Reported(device, twin.update, sighting(twin)));
    }
  }

  private static Sighting sighting(Twin twin) {
    var error = twin.status == FirmwareStatus.FAILED ? new FirmwareError("hash", "") : null;
    return new Sighting(twin.status, twin.version, "2.1.0", error);
  }

  private boolean happens(double chance) {
    return !calm && random.nextDouble() < chance;
  }

  private void say(DeviceEvent event) {
    pending.add(event);
  }
}

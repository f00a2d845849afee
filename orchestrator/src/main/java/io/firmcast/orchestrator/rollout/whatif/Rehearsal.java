// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.Command;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Answered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Reported;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays the devices and the hub: takes commands, and gives what comes back in its time. */
final class Rehearsal {
  private static final long ROUND_TRIP = 100;
  private static final long METHOD_TIMEOUT = 10_000;
  private static final FirmwareError FAILURE = new FirmwareError("played", "by the model");

  private final Timeline time;
  private final DeviceModel model;
  private final SplittableRandom random;
  private final @Nullable String version;
  private final Consumer<DeviceEvent> tell;
  private final Map<DeviceId, PlayedDevice> devices = new HashMap<>();
  private final Lane methods;
  private final Lane reads;
  private final Lane writes;
  private long reported;
  private long desired;

  Rehearsal(
      Timeline time,
      HubTier tier,
      DeviceModel model,
      long seed,
      @Nullable String version,
      Consumer<DeviceEvent> tell) {
    this.time = time;
    this.model = model;
    this.random = new SplittableRandom(seed);
    this.version = version;
    this.tell = tell;
    this.methods = new Lane(tier.methodsPerSecond());
    this.reads = new Lane(tier.twinReadsPerSecond());
    this.writes = new Lane(tier.twinWritesPerSecond());
  }

  Operations operations() {
    return new Operations(methods.count(), desired, reads.count(), reported);
  }

  void carryOut(Command command) {
    if (command instanceof Command.CallMethod call) {
      time.at(methods.pass(time.now()), () -> called(call.device(), call.update()));
    } else if (command instanceof Command.PatchDesired patch) {
      desired++;
      time.at(writes.pass(time.now()), () -> desired(patch.device(), patch.update()));
    } else if (command instanceof Command.ClearDesired clear) {
      desired++;
      time.at(writes.pass(time.now()), () -> cleared(clear.device(), clear.update()));
    } else if (command instanceof Command.ReadTwin read) {
      time.at(reads.pass(time.now()), () -> read(read.device(), read.update()));
    } else if (command instanceof Command.Measure measure) {
      // The model knows no difference between the two groups.
      time.at(
          reads.pass(time.now()),
          () -> tell.accept(new DeviceEvent.Measured(measure.device(), random.nextGaussian())));
    }
  }

  private void called(DeviceId id, UpdateId update) {
    var device = device(id);
    if (!device.isOnline(time.now())) {
      later(ROUND_TRIP, () -> tell.accept(new DeviceEvent.Unreachable(id, update)));
    } else if (random.nextDouble() < model.unanswered()) {
      if (random.nextBoolean()) {
        begin(id, device, update);
      }
      later(METHOD_TIMEOUT, () -> tell.accept(new DeviceEvent.Unanswered(id, update)));
    } else {
      var answer = answer(device, update);
      later(ROUND_TRIP, () -> tell.accept(new Answered(id, update, answer)));
      if (answer.isAccepted()) {
        later(ROUND_TRIP, () -> begin(id, device, update));
      }
    }
  }

  private static FirmwareAnswer answer(PlayedDevice device, UpdateId update) {
    var current = device.update;
    if (device.refuses) {
      return FirmwareAnswer.rejected("model");
    }
    if (update.equals(current)) {
      return FirmwareAnswer.alreadyStarted(update, device.status);
    }
    return device.isBusy() && current != null
        ? FirmwareAnswer.busyWith(current)
        : FirmwareAnswer.started(update);
  }

  private void desired(DeviceId id, UpdateId update) {
    var device = device(id);
    device.desired = update;
    tell.accept(new DeviceEvent.DesiredWritten(id, update));
    time.at(
        Math.max(time.now() + ROUND_TRIP, device.onlineFrom),
        () -> {
          if (update.equals(device.desired) && !device.refuses) {
            begin(id, device, update);
          }
        });
  }

  private void cleared(DeviceId id, UpdateId update) {
    var device = device(id);
    if (update.equals(device.desired)) {
      device.desired = null;
    }
    tell.accept(new DeviceEvent.DesiredCleared(id, update));
  }

  private void read(DeviceId id, UpdateId update) {
    var device = device(id);
    tell.accept(
        update.equals(device.update) && device.status != FirmwareStatus.UNKNOWN
            ? new Reported(id, update, sighting(device))
            : new DeviceEvent.Silent(id, update));
  }

  private void begin(DeviceId id, PlayedDevice device, UpdateId update) {
    if (update.equals(device.update) || device.isBusy()) {
      return;
    }
    device.update = update;
    report(id, device, FirmwareStatus.DOWNLOADING);
    var applies = time.now() + spread(model.downloading());
    var ends = applies + spread(model.applying());
    var fails = random.nextDouble() < model.failing();
    time.at(applies, () -> report(id, device, FirmwareStatus.APPLYING));
    time.at(
        ends, () -> report(id, device, fails ? FirmwareStatus.FAILED : FirmwareStatus.COMPLETED));
  }

  /** One write of the device, and one reading that notices it. */
  private void report(DeviceId id, PlayedDevice device, FirmwareStatus status) {
    reported++;
    var update = device.update;
    time.at(
        writes.pass(time.now()),
        () -> {
          device.status = status;
          device.twinVersion++;
          var seen = sighting(device);
          var noticed = time.now() + exponential(model.noticing());
          if (update != null) {
            time.at(reads.pass(noticed), () -> tell.accept(new Reported(id, update, seen)));
          }
        });
  }

  private Sighting sighting(PlayedDevice device) {
    var error = device.status == FirmwareStatus.FAILED ? FAILURE : null;
    return new Sighting(device.status, device.twinVersion, version, error);
  }

  private PlayedDevice device(DeviceId id) {
    return devices.computeIfAbsent(
        id,
        unknown ->
            new PlayedDevice(
                random.nextDouble() < model.offline()
                    ? time.now() + exponential(model.backAfter())
                    : 0,
                random.nextDouble() < model.refusing()));
  }

  private void later(long millis, Runnable action) {
    time.at(time.now() + millis, action);
  }

  private long spread(Duration median) {
    return (long) (median.toMillis() * Math.exp(model.spread() * random.nextGaussian()));
  }

  private long exponential(Duration mean) {
    return (long) (-Math.log(1 - random.nextDouble()) * mean.toMillis());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Created;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Planned;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent.Started;
import io.firmcast.orchestrator.rollout.plan.Draft;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Targets;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One rollout under test: its clock, its log, and what it has commanded so far. */
final class Fixture {
  static final By ANNA = new By("anna", "because");
  static final Instant BEGIN = Instant.parse("2026-11-20T22:00:00Z");
  static final RolloutId ID = new RolloutId("r42");

  final List<Logged> log = new ArrayList<>();
  final List<Command> commands = new ArrayList<>();
  final Rollout rollout = new Rollout(ID);
  Instant now = BEGIN;

  static List<DeviceId> devices(int count) {
    return IntStream.range(0, count).mapToObj(i -> new DeviceId("sim-" + i)).toList();
  }

  static FirmwareUpdate firmware(@Nullable String version) {
    return new FirmwareUpdate(
        URI.create("https://fw.example/a.bin"), null, version, null, null, null, null);
  }

  static Draft draft(int devices) {
    return RolloutDefinition.of(firmware(null), Targets.devices(devices(devices))).with();
  }

  /** Created, planned and started. */
  static Fixture started(RolloutDefinition definition) {
    var fixture = planned(definition);
    fixture.send(new Started(ANNA));
    return fixture;
  }

  static Fixture planned(RolloutDefinition definition) {
    var fixture = new Fixture();
    fixture.send(new Created(definition, ANNA));
    fixture.send(new Planned(0, true, definition.targets().devices(), ANNA));
    return fixture;
  }

  /** Only what this event led to. */
  List<Command> send(RolloutEvent event) {
    log.add(new Logged(log.size() + 1, now, event));
    var given = rollout.apply(event, now);
    commands.addAll(given);
    return given;
  }

  List<Command> later(Duration time) {
    now = now.plus(time);
    return send(new TimeEvent.Ticked());
  }

  /** Goes to when the rollout wants to be woken. */
  List<Command> wake() {
    var at = rollout.wakeAt();
    if (at == null) {
      throw new AssertionError("nothing is waited for");
    }
    now = at;
    return send(new TimeEvent.Ticked());
  }

  DeviceView device(String name) {
    return rollout.views().device(new DeviceId(name)).orElseThrow();
  }

  UpdateId update(DeviceId device) {
    var update = rollout.views().device(device).orElseThrow().update();
    return update == null ? new UpdateId("none") : update;
  }

  void accept(DeviceId device) {
    send(new DeviceEvent.Answered(device, update(device), FirmwareAnswer.started(update(device))));
  }

  void answer(DeviceId device, FirmwareAnswer answer) {
    send(new DeviceEvent.Answered(device, update(device), answer));
  }

  void report(DeviceId device, FirmwareStatus status, long version) {
    report(device, status, version, null);
  }

  void report(DeviceId device, FirmwareStatus status, long version, @Nullable String runs) {
    var error = status == FirmwareStatus.FAILED ? new FirmwareError("hash", "not the image") : null;
    send(
        new DeviceEvent.Reported(
            device, update(device), new Sighting(status, version, runs, error)));
  }

  void succeed(DeviceId device) {
    accept(device);
    report(device, FirmwareStatus.COMPLETED, 9);
  }

  void fail(DeviceId device) {
    accept(device);
    report(device, FirmwareStatus.FAILED, 9);
  }

  /** Devices whose methods were called by these commands. */
  static List<DeviceId> called(List<Command> commands) {
    return commands.stream()
        .filter(Command.CallMethod.class::isInstance)
        .map(it -> ((Command.CallMethod) it).device())
        .toList();
  }

  static <T extends Command> List<T> only(Class<T> type, List<Command> commands) {
    return commands.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Devices in that state, in the order of the plan. */
  List<DeviceId> in(DeviceState state) {
    return rollout.views().devices(0, Integer.MAX_VALUE, state).stream()
        .map(DeviceView::device)
        .toList();
  }

  RolloutState state() {
    return rollout.views().state();
  }
}

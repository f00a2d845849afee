// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.JobMemory;
import io.firmcast.agent.PhaseWork;
import io.firmcast.agent.link.DeviceLink;
import io.firmcast.contract.DeviceId;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Simulated devices of which some misbehave. Thread-safe. */
public final class ScriptedDevices implements DeviceMake {
  private final Script script;
  private final Map<DeviceId, ScriptedDevice> unusual = new ConcurrentHashMap<>();

  public ScriptedDevices(Script script) {
    this.script = script;
  }

  @Override
  public PhaseWork work(Vertx vertx, AgentSettings device) {
    return of(device, one -> one.work(vertx, device), () -> SIMULATED.work(vertx, device));
  }

  @Override
  public JobMemory memory(Vertx vertx, AgentSettings device) {
    return of(device, ScriptedDevice::memory, () -> SIMULATED.memory(vertx, device));
  }

  @Override
  public DeviceLink link(Vertx vertx, AgentSettings device, Supplier<DeviceLink> way) {
    return of(device, one -> one.link(vertx, way), way);
  }

  @Override
  public Clock clock(AgentSettings device, Clock right) {
    return of(device, one -> one.clock(right), () -> right);
  }

  /** Ordinary devices, which most are, cost nothing. */
  private <T> T of(AgentSettings device, Function<ScriptedDevice, T> part, Supplier<T> ordinary) {
    var id = device.deviceId();
    var known = unusual.get(id);
    if (known != null) {
      return part.apply(known);
    }
    var behaviours = script.of(id);
    if (behaviours.isEmpty()) {
      return ordinary.get();
    }
    return part.apply(
        unusual.computeIfAbsent(id, first -> new ScriptedDevice(behaviours, script.chance(first))));
  }
}

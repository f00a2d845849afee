// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.script;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.JobMemory;
import io.firmcast.agent.PhaseWork;
import io.firmcast.agent.link.DeviceLink;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One device that misbehaves, over all its reboots. Used on its own context. */
final class ScriptedDevice {
  private final List<Behaviour> behaviours;
  private final RandomGenerator chance;
  private final RamMemory memory = new RamMemory();
  private final RebootCount reboots = new RebootCount();
  private boolean wasOffline;

  ScriptedDevice(List<Behaviour> behaviours, RandomGenerator chance) {
    this.behaviours = behaviours;
    this.chance = chance;
  }

  <T extends Behaviour> Optional<T> is(Class<T> kind) {
    return behaviours.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  Duration pick(Span span) {
    return span.pick(chance);
  }

  PhaseWork work(Vertx vertx, AgentSettings device) {
    var factor = is(Behaviour.Slow.class).map(Behaviour.Slow::factor).orElse(1.0);
    var time = Duration.ofMillis(Math.round(device.phaseTime().toMillis() * factor));
    var ordinary = DeviceMake.SIMULATED.work(vertx, device.withPhaseTime(time));
    return new ScriptedWork(vertx, this, ordinary, time, reboots);
  }

  /** One that reboots remembers as a real one does; the others are what their twin says. */
  JobMemory memory() {
    return is(Behaviour.Reboots.class).isPresent() ? memory : JobMemory.TWIN_ONLY;
  }

  DeviceLink link(Vertx vertx, Supplier<DeviceLink> way) {
    return new ScriptedLink(vertx, this, way);
  }

  Clock clock(Clock right) {
    return is(Behaviour.ClockSkew.class).map(skew -> Clock.offset(right, skew.by())).orElse(right);
  }

  /** Whether it is to go offline some time from now: it does so once. */
  Optional<Behaviour.Offline> goesOffline() {
    var goes = wasOffline ? Optional.<Behaviour.Offline>empty() : is(Behaviour.Offline.class);
    wasOffline = true;
    return goes;
  }
}

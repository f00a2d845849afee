// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Swarm;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.SwarmStatus;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.firmcast.hub.Registry;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The device agents of this process, as the commands start and show them. */
final class Fleet {
  /**
   * Registrations under way at one time: a hub counts them, and its SDK blocks a thread for each.
   */
  private static final int AT_ONCE = 8;

  /** And a second more for each device: ninety connect in one when all is well. */
  private static final Duration FIRST_TRY = Duration.ofMinutes(1);

  private final Lifetime process;
  private final RandomGenerator random = new SecureRandom(); // shared by several threads
  private final Swarm swarm;
  private volatile boolean begun;

  Fleet(Lifetime process, Trust trust, LinkOptions links) {
    var clock = Clock.systemUTC();
    var vertx = process.vertx();
    this.process = process;
    this.swarm =
        new Swarm(
            vertx,
            links(trust, links, clock),
            DeviceMake.SIMULATED,
            clock,
            random,
            SwarmPace.DEFAULT);
  }

  private Links links(Trust trust, LinkOptions options, Clock clock) {
    try {
      return new Links(process.vertx(), trust, options, clock, random);
    } catch (IllegalArgumentException unreadable) {
      throw new CliFailure(
          Exit.FAILED, "Check --cert-file and --key-file: %s.".formatted(unreadable.getMessage()));
    }
  }

  /** {@code sim-0}, {@code sim-1} …: their connection strings, registering those that are new. */
  List<ConnectionString> registered(Registry registry, String prefix, int count) {
    var progress = ProgressLine.onTerminal();
    var registration = new Registration(new Patience(process.vertx(), random), registry);
    List<ConnectionString> devices = new ArrayList<>();
    try {
      for (int from = 0; from < count; from += AT_ONCE) {
        var some =
            IntStream.range(from, Math.min(count, from + AT_ONCE))
                .mapToObj(i -> registration.ensure(new DeviceId(prefix + i)))
                .toList();
        process.started(Future.all(some), Patience.LONGEST);
        some.forEach(device -> devices.add(device.result()));
        progress.show(devices.size(), count, "registered " + devices.size() + " of " + count);
      }
    } catch (HubException failure) {
      throw new CliFailure(
          Exit.FAILED, "Devices could not be registered: %s.".formatted(failure.getMessage()));
    } finally {
      progress.clear();
    }
    return devices;
  }

  /**
   * Brings the devices up and waits until each has tried to connect once. Those that did not
   * connect go on trying, unless every single one was refused.
   */
  SwarmStatus start(List<ConnectionString> devices, UnaryOperator<AgentSettings> how) {
    var progress = ProgressLine.onTerminal();
    var settings = devices.stream().map(AgentSettings::of).map(how).toList();
    process.onStop(swarm::undeploy);
    var connecting = swarm.deploy(settings, now -> show(progress, now));
    begun = true;
    var status = process.started(connecting, FIRST_TRY.plusSeconds(settings.size()));
    progress.clear();
    if (status.isHopeless()) {
      throw new CliFailure(
          Exit.FAILED,
          "The hub refuses every device: %s. Check the connection string."
              .formatted(status.refusal().orElse("no reason given")));
    }
    return status;
  }

  private static void show(ProgressLine progress, SwarmStatus now) {
    var words = "connected %d of %d".formatted(now.connected(), now.total());
    progress.show(now.connected(), now.total(), words);
  }

  /** For {@code /health/ready}: up when every device is connected. */
  Handler<Promise<Status>> readiness() {
    return check -> {
      var status = swarm.status();
      var numbers =
          new JsonObject().put("connected", status.connected()).put("total", status.total());
      status.trouble().or(status::refusal).ifPresent(why -> numbers.put("reason", why));
      check.complete(begun && status.isComplete() ? Status.OK(numbers) : Status.KO(numbers));
    };
  }
}

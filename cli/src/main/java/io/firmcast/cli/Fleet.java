// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.AgentSettings;
import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.Shard;
import io.firmcast.agent.Swarm;
import io.firmcast.agent.SwarmPace;
import io.firmcast.agent.SwarmStatus;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.DeviceId;
import io.firmcast.hub.BulkRegistry;
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

/** The device agents of this process, as the commands start and show them. */
final class Fleet {
  /** And a second more for each device: ninety connect in one when all is well. */
  private static final Duration FIRST_TRY = Duration.ofMinutes(1);

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

  private final Lifetime process;
  private final RandomGenerator random = new SecureRandom(); // shared by several threads
  private final Swarm swarm;
  private volatile boolean begun;

  Fleet(Lifetime process, Trust trust, LinkOptions links, DeviceMake make, SwarmPace pace) {
    var clock = Clock.systemUTC();
    var vertx = process.vertx();
    this.process = process;
    this.swarm = new Swarm(vertx, links(trust, links, clock), make, clock, random, pace);
  }

  private Links links(Trust trust, LinkOptions options, Clock clock) {
    try {
      return new Links(process.vertx(), trust, options, clock, random);
    } catch (IllegalArgumentException unreadable) {
      throw new CliFailure(
          Exit.FAILED, "Check --cert-file and --key-file: %s.".formatted(unreadable.getMessage()));
    }
  }

  /** What these devices connect with, registering those that are new. */
  List<ConnectionString> registered(
      ConnectionString service, BulkRegistry bulk, Registry registry, List<DeviceId> ids) {
    var progress = ProgressLine.onTerminal();
    var patience = new Patience(process.vertx(), random);
    var registration = Registration.of(patience, service, bulk, registry);
    List<ConnectionString> devices = new ArrayList<>();
    try {
      for (int from = 0; from < ids.size(); from = devices.size()) {
        var some = ids.subList(from, Math.min(ids.size(), from + registration.atOnce()));
        devices.addAll(process.started(registration.ensure(some), Patience.LONGEST));
        var words = "registered " + devices.size() + " of " + ids.size();
        progress.show(devices.size(), ids.size(), words);
      }
    } catch (HubException failure) {
      throw new CliFailure(
          Exit.FAILED, "Devices could not be registered: %s.".formatted(failure.getMessage()));
    } finally {
      progress.clear();
    }
    return devices;
  }

  /** {@code sim-0}, {@code sim-1} …: those of that shard. */
  static List<DeviceId> ids(String prefix, int count, Shard shard) {
    try {
      return shard.devices(count).mapToObj(i -> new DeviceId(prefix + i)).toList();
    } catch (BadMessage wrong) {
      throw new CliFailure(Exit.USAGE, "Check --prefix: a device id " + wrong.reason() + ".");
    }
  }

  /**
   * Brings the devices up and waits until each has tried to connect once. Those that did not
   * connect go on trying, unless every single one was refused.
   */
  SwarmStatus start(List<ConnectionString> devices, UnaryOperator<AgentSettings> how) {
    var progress = ProgressLine.onTerminal();
    var settings = settings(devices, how);
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

  private static List<AgentSettings> settings(
      List<ConnectionString> devices, UnaryOperator<AgentSettings> how) {
    try {
      return devices.stream().map(AgentSettings::of).map(how).toList();
    } catch (IllegalArgumentException wrong) {
      throw new CliFailure(Exit.USAGE, "A device cannot start: %s.".formatted(wrong.getMessage()));
    }
  }

  /** Shows how the fleet stands, from now on and once a second, where somebody is looking. */
  void watch() {
    var progress = ProgressLine.onTerminal();
    if (!progress.isShown()) {
      return;
    }
    process
        .vertx()
        .setPeriodic(BETWEEN_LINES.toMillis(), tick -> progress.words(line(swarm.status())));
    process.onStop(
        () -> {
          progress.clear();
          return Future.succeededFuture();
        });
  }

  static String line(SwarmStatus now) {
    var line =
        "%d of %d connected; %d updating, %d completed, %d failed"
            .formatted(now.connected(), now.total(), now.updating(), now.completed(), now.failed());
    return now.trouble().or(now::refusal).map(why -> line + " (" + why + ")").orElse(line);
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

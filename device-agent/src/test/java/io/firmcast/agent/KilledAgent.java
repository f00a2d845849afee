// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.install.CommandInstaller;
import io.firmcast.agent.install.SlotInstaller;
import io.firmcast.agent.link.LinkOptions;
import io.firmcast.agent.link.Links;
import io.firmcast.agent.manifest.Signing;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A process of real devices that is killed: its main, and the same devices for whoever survives.
 */
final class KilledAgent {
  private KilledAgent() {}

  /**
   * DATA (with trust, ca.pem, connection-strings and perhaps installer.sh in it), and perhaps a
   * KillPoint.
   */
  public static void main(String[] args) throws Exception {
    var data = Path.of(args[0]);
    var ambush =
        args.length > 1
            ? Ambush.at(KillPoint.valueOf(args[1]), devices(data).size())
            : Ambush.none();
    swarm(Vertx.vertx(), data, ambush).status();
    System.out.println("connected");
  }

  static Swarm swarm(Vertx vertx, Path data, Ambush ambush) throws Exception {
    var trust = Trust.of(data.resolve("ca.pem"));
    var random = new SecureRandom();
    var clock = Clock.systemUTC();
    var settings =
        new RealSettings(
            data,
            TrustChain.parse(Files.readString(data.resolve("trust"))),
            Signing.ROUTER,
            DownloadRules.DEFAULT
                .from(true, Set.of("127.0.0.1"))
                .reserving(0)
                .retrying(Duration.ofMillis(1), Duration.ofMillis(20)),
            null,
            KilledDevices.around(installers(data), ambush));
    var real =
        new RealDevices(settings, trust, new DownloadGauges(System::nanoTime), clock, random);
    var swarm =
        new Swarm(
            vertx,
            new Links(vertx, trust, LinkOptions.DIRECT, clock, random),
            new KilledDevices(real, ambush),
            clock,
            random,
            new SwarmPace(50, 1000));
    swarm.deploy(devices(data), news -> {}).await();
    return swarm;
  }

  private static List<AgentSettings> devices(Path data) throws Exception {
    return Files.readAllLines(data.resolve("connection-strings")).stream()
        .map(line -> AgentSettings.of(ConnectionString.parse(line)))
        .toList();
  }

  private static RealSettings.Installers installers(Path data) {
    var program = data.resolve("installer.sh");
    return Files.exists(program)
        ? (vertx, disk, directory) ->
            new CommandInstaller(vertx, disk, directory, program, Duration.ofSeconds(10))
        : (vertx, disk, directory) -> new SlotInstaller(disk, directory);
  }
}

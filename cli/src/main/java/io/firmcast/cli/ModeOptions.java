// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.agent.DeviceMake;
import io.firmcast.agent.RealDevices;
import io.firmcast.agent.RealSettings;
import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.install.CommandInstaller;
import io.firmcast.agent.install.SimulatedInstaller;
import io.firmcast.agent.install.SlotInstaller;
import io.firmcast.agent.journal.DataLock;
import io.firmcast.agent.link.HttpProxy;
import io.firmcast.agent.manifest.Hardware;
import io.firmcast.agent.manifest.Refused;
import io.firmcast.agent.manifest.TrustChain;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether devices only let time pass or update in earnest, and then from where and how. */
final class ModeOptions {

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "simulated",
      description =
          "simulated (each phase only takes its time) or real (fetch, verify, install)"
              + " (${DEFAULT-VALUE}).")
  private Mode mode = Mode.SIMULATED;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/agents",
      description = "real: where devices keep journals, images and slots (${DEFAULT-VALUE}).")
  private Path data = Path.of("data", "agents");

  @Option(
      names = "--trust",
      paramLabel = "FILE",
      description = "real: the keys that count, as 'firmcast sign keys trust' wrote them.")
  private @Nullable Path trust;

  @Option(names = "--model", paramLabel = "TEXT", description = "real: the devices' model.")
  private @Nullable String model;

  @Option(
      names = "--hardware-revision",
      paramLabel = "TEXT",
      description = "real: the revision of their hardware.")
  private @Nullable String revision;

  @Option(
      names = "--installer",
      paramLabel = "WHAT",
      defaultValue = "simulated",
      description =
          "real: simulated (nothing is put to use), slots (two directories and a link), or a"
              + " program, called with install, confirm or rollback (${DEFAULT-VALUE}).")
  private String installer = "simulated";

  @Option(
      names = "--installer-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "real: how long each call of the program may take (${DEFAULT-VALUE}).")
  private Duration installerTimeout = Duration.ofMinutes(10);

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      split = ",",
      description =
          "real: fetch from these hosts only; may be given several times. Without it, from any host"
              + " that was signed except this machine and its link.")
  private Set<String> hosts = Set.of();

  @Option(names = "--allow-http", description = "real: fetch over http as well as https.")
  private boolean http;

  private final DownloadGauges gauges = new DownloadGauges(System::nanoTime);

  /** What kind of devices; the data of real ones is this process' alone until it stops. */
  DeviceMake make(
      Lifetime process, Trust servers, @Nullable HttpProxy proxy, DeviceMake simulated) {
    if (mode == Mode.SIMULATED) {
      return simulated;
    }
    if (simulated != DeviceMake.SIMULATED) {
      throw new CliFailure(Exit.USAGE, "--script is for simulated devices: leave out --mode real.");
    }
    var settings = settings(proxy);
    lock(process);
    return new RealDevices(settings, servers, gauges, Clock.systemUTC(), new SecureRandom());
  }

  /** For {@code /metrics}. */
  String metrics() {
    return gauges.toPrometheus();
  }

  private RealSettings settings(@Nullable HttpProxy proxy) {
    var chain = trust == null ? null : chain(trust);
    if (chain == null || model == null || revision == null) {
      List<String> missing = new ArrayList<>();
      missing.add(chain == null ? "--trust" : "");
      missing.add(model == null ? "--model" : "");
      missing.add(revision == null ? "--hardware-revision" : "");
      missing.removeIf(String::isEmpty);
      throw new CliFailure(
          Exit.USAGE,
          "Real devices need %s. See 'firmcast agents --help'."
              .formatted(String.join(", ", missing)));
    }
    return new RealSettings(
        data.toAbsolutePath(),
        chain,
        new Hardware(model, revision),
        DownloadRules.DEFAULT.from(http, hosts),
        proxy,
        installers());
  }

  private RealSettings.Installers installers() {
    if (installer.equals("simulated")) {
      return (vertx, disk, directory) -> new SimulatedInstaller();
    }
    if (installer.equals("slots")) {
      return (vertx, disk, directory) -> new SlotInstaller(disk, directory);
    }
    var program = Path.of(installer).toAbsolutePath();
    if (!Files.isExecutable(program) || Files.isDirectory(program)) {
      throw new CliFailure(
          Exit.USAGE, "--installer %s is no program that can be run.".formatted(installer));
    }
    return (vertx, disk, directory) ->
        new CommandInstaller(vertx, disk, directory, program, installerTimeout);
  }

  private static TrustChain chain(Path file) {
    try {
      var chain = TrustChain.parse(SignFiles.text(file));
      chain.newest();
      return chain;
    } catch (IllegalArgumentException | Refused wrong) {
      throw new CliFailure(
          Exit.USAGE, "--trust %s holds no keys that can be trusted.".formatted(file));
    }
  }

  private void lock(Lifetime process) {
    try {
      var lock = DataLock.of(data);
      process.onStop(
          () -> {
            try {
              lock.close();
            } catch (IOException gone) {
              return Future.failedFuture(gone);
            }
            return Future.succeededFuture();
          });
    } catch (IOException taken) {
      throw new CliFailure(Exit.FAILED, "--data cannot be used: " + taken.getMessage() + ".");
    }
  }
}

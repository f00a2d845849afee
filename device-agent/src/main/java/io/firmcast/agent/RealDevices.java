// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.download.DownloadGauges;
import io.firmcast.agent.download.Downloader;
import io.firmcast.agent.download.ImageClient;
import io.firmcast.agent.install.Installation;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.journal.Insistence;
import io.firmcast.agent.journal.Journal;
import io.firmcast.kit.Trust;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Devices that fetch, verify and install, and survive being killed at it. */
public final class RealDevices implements DeviceMake {
  /** Threads that wait for disks and programs, for all devices of a process. */
  private static final int AT_ONCE = 4;

  /** Hashing an image of gigabytes on a slow card takes its time. */
  private static final int LONGEST_MINUTES = 30;

  private final RealSettings settings;
  private final TrustManager believed;
  private final DownloadGauges gauges;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * Devices with those settings.
   *
   * @param servers whom they believe to be the server that they ask
   * @param random thread-safe
   */
  public RealDevices(
      RealSettings settings,
      Trust servers,
      DownloadGauges gauges,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.believed = manager(servers);
    this.gauges = gauges;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public JobMemory memory(Vertx vertx, AgentSettings device) {
    return new DiskMemory(disk(vertx), directory(device));
  }

  @Override
  public PhaseWork work(Vertx vertx, AgentSettings device) {
    var directory = directory(device);
    var disk = disk(vertx);
    var downloader = new Downloader(vertx, client(vertx), disk, settings.downloads(), random);
    var installer = settings.installers().make(vertx, disk, directory);
    return new RealWork(
        disk,
        directory,
        Journal.open(disk, directory)
            .compose(journal -> Vouching.open(journal, settings, clock))
            .map(
                vouching ->
                    new RealWork.Tools(
                        vouching,
                        downloader,
                        gauges.of(device.deviceId()),
                        new Installation(
                            installer, vouching.journal(), new Insistence(vertx, random)))));
  }

  private DeviceDirectory directory(AgentSettings device) {
    return DeviceDirectory.of(settings.data(), device.deviceId());
  }

  private static WorkerExecutor disk(Vertx vertx) {
    return vertx.createSharedWorkerExecutor(
        "firmcast-disk", AT_ONCE, LONGEST_MINUTES, TimeUnit.MINUTES);
  }

  /** One a device: undeploying the device closes it, and what it fetches ends. */
  private HttpClient client(Vertx vertx) {
    var proxy = settings.proxy();
    return vertx.createHttpClient(
        ImageClient.options(believed, proxy == null ? null : proxy.toOptions()));
  }

  private static TrustManager manager(Trust servers) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(servers.keyStore());
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

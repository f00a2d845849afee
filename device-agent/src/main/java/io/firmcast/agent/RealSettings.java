// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.download.DownloadRules;
import io.firmcast.agent.install.Installer;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.link.HttpProxy;
import io.firmcast.agent.manifest.Hardware;
import io.firmcast.agent.manifest.TrustChain;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a device must know to update in earnest.
 *
 * @param data where the devices of this process keep their journals and images
 * @param proxy through which images are fetched, or null
 * @param trust the key sets that devices are given
 */
public record RealSettings(
    Path data,
    TrustChain trust,
    Hardware hardware,
    DownloadRules downloads,
    @Nullable HttpProxy proxy,
    Installers installers) {

  public RealSettings {
    downloads = proxy == null ? downloads : downloads.throughProxy();
  }

  /** Makes the installer of one device, on its context. */
  public interface Installers {
    Installer make(Vertx vertx, WorkerExecutor disk, DeviceDirectory directory);
  }
}

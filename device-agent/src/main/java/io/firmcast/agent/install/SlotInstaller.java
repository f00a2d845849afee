// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.journal.DeviceDirectory;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;

/**
 * Puts images into {@code slots/a} and {@code slots/b} of the device's directory in turn; what runs
 * is behind {@code slots/current}. The self-test is that its bytes are those that were signed.
 */
public final class SlotInstaller implements Installer {
  private final WorkerExecutor disk;
  private final Slots slots;

  public SlotInstaller(WorkerExecutor disk, DeviceDirectory directory) {
    this.disk = disk;
    this.slots = new Slots(directory.slots());
  }

  @Override
  public Future<Void> install(Release release) {
    return disk.<Void>executeBlocking(
            () -> {
              slots.install(release);
              return null;
            })
        .recover(broken -> Future.failedFuture(InstallException.of(broken, "install")));
  }

  @Override
  public Future<Void> confirm(Release release, int starts) {
    return disk.executeBlocking(() -> slots.isWhole(release))
        .compose(
            whole ->
                whole
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new InstallException(
                            "selfTest", "what is in the slot is not what was signed")));
  }

  @Override
  public Future<Void> rollback(Release release) {
    return disk.<Void>executeBlocking(
            () -> {
              slots.rollback(release);
              return null;
            })
        .recover(broken -> Future.failedFuture(InstallException.of(broken, "rollbackFailed")));
  }

  @Override
  public Future<Found> find(Release release) {
    return disk.executeBlocking(
        () -> slots.isRunning(release) ? Found.INSTALLED : Found.NOT_INSTALLED);
  }
}

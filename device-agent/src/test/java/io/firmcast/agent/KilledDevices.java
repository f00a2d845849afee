// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.install.InstallException;
import io.firmcast.agent.install.Installer;
import io.firmcast.agent.install.Release;
import io.firmcast.agent.update.Downloading;
import io.firmcast.agent.update.Remembered;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Real devices whose process gets a SIGKILL at one moment. Everything they stand on is the real
 * thing; only what passes between the parts is watched. Updates whose id begins with "bad" fail
 * their self-test.
 */
final class KilledDevices implements DeviceMake {
  private final DeviceMake real;
  private final @Nullable KillPoint at;

  KilledDevices(DeviceMake real, @Nullable KillPoint at) {
    this.real = real;
    this.at = at;
  }

  @Override
  public JobMemory memory(Vertx vertx, AgentSettings device) {
    var memory = real.memory(vertx, device);
    return new JobMemory() {
      @Override
      public Future<Optional<Remembered>> recall() {
        return memory.recall();
      }

      @Override
      public Future<Void> remember(Remembered now) {
        before(now);
        return memory.remember(now).onSuccess(kept -> after(now));
      }
    };
  }

  private void before(Remembered now) {
    switch (now.reported().status()) {
      case DOWNLOADING -> at(KillPoint.DOWNLOADING_UNKEPT);
      case APPLYING -> at(KillPoint.APPLYING_UNKEPT);
      case COMPLETED -> at(KillPoint.CONFIRMED);
      case FAILED -> at(KillPoint.ROLLED_BACK);
      case STAND_BY, UNKNOWN -> {}
    }
  }

  private void after(Remembered now) {
    switch (now.reported().status()) {
      case STAND_BY -> {
        if (now.underWay() != null) {
          at(KillPoint.ACCEPTED);
        }
      }
      case DOWNLOADING -> at(KillPoint.DOWNLOADING);
      case APPLYING -> at(KillPoint.APPLYING);
      case COMPLETED -> at(KillPoint.COMPLETED);
      case FAILED -> at(KillPoint.FAILED);
      case UNKNOWN -> {}
    }
  }

  @Override
  public PhaseWork work(Vertx vertx, AgentSettings device) {
    var work = real.work(vertx, device);
    return new PhaseWork() {
      @Override
      public Future<Optional<String>> refusal(FirmwareUpdate update) {
        return work.refusal(update);
      }

      @Override
      public FirmwareUpdate spelledOut(FirmwareUpdate update) {
        return work.spelledOut(update);
      }

      @Override
      public Future<Void> perform(UnderWay phase) {
        var done = work.perform(phase);
        if (phase instanceof Downloading) {
          vertx.setTimer(20, soon -> at(KillPoint.HALF_DOWNLOADED));
          return done.onSuccess(here -> at(KillPoint.HALF_DOWNLOADED));
        }
        return done;
      }

      @Override
      public void stop() {
        work.stop();
      }
    };
  }

  /** The same around an installer: between its calls lie the writes of the journal. */
  static RealSettings.Installers around(RealSettings.Installers made, @Nullable KillPoint at) {
    return (vertx, disk, directory) -> {
      var devices = new KilledDevices(DeviceMake.SIMULATED, at);
      return devices.new Watched(vertx, made.make(vertx, disk, directory));
    };
  }

  private final class Watched implements Installer {
    private final Vertx vertx;
    private final Installer installer;

    Watched(Vertx vertx, Installer installer) {
      this.vertx = vertx;
      this.installer = installer;
    }

    @Override
    public Future<Void> install(Release release) {
      return within(
          KillPoint.INSTALLING,
          KillPoint.HALF_INSTALLED,
          KillPoint.INSTALLED_UNKEPT,
          () -> installer.install(release));
    }

    @Override
    public Future<Void> confirm(Release release, int starts) {
      return within(
          KillPoint.INSTALLED,
          KillPoint.HALF_CONFIRMED,
          KillPoint.CONFIRMED_UNKEPT,
          () ->
              installer
                  .confirm(release, starts)
                  .compose(
                      passed ->
                          release.updateId().value().startsWith("bad")
                              ? Future.failedFuture(new InstallException("selfTest", "bad"))
                              : Future.succeededFuture()));
    }

    @Override
    public Future<Void> rollback(Release release) {
      return within(
          KillPoint.ROLLING_BACK,
          KillPoint.HALF_ROLLED_BACK,
          KillPoint.ROLLED_BACK_UNKEPT,
          () -> installer.rollback(release));
    }

    @Override
    public Future<Found> find(Release release) {
      return installer.find(release);
    }

    @Override
    public void stop() {
      installer.stop();
    }

    private Future<Void> within(
        KillPoint before, KillPoint during, KillPoint after, Supplier<Future<Void>> call) {
      at(before);
      var done = call.get();
      vertx.setTimer(5, soon -> at(during));
      return done.onSuccess(
          over -> {
            at(during);
            at(after);
          });
    }
  }

  private void at(KillPoint here) {
    if (here != at) {
      return;
    }
    try {
      new ProcessBuilder("kill", "-KILL", Long.toString(ProcessHandle.current().pid())).start();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    while (true) {
      LockSupport.park();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.install.InstallException;
import io.firmcast.agent.install.Installer;
import io.firmcast.agent.install.Release;
import io.firmcast.agent.update.Downloading;
import io.firmcast.agent.update.Remembered;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Real devices that walk into an ambush. Everything they stand on is the real thing; only what
 * passes between the parts is watched. Updates whose id begins with "bad" fail their self-test.
 */
final class KilledDevices implements DeviceMake {
  private final DeviceMake real;
  private final Ambush ambush;

  KilledDevices(DeviceMake real, Ambush ambush) {
    this.real = real;
    this.ambush = ambush;
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
        return before(now, this)
            .compose(go -> memory.remember(now))
            .compose(kept -> after(now, this));
      }
    };
  }

  private Future<Void> before(Remembered now, Object device) {
    return switch (now.reported().status()) {
      case DOWNLOADING -> ambush.reached(KillPoint.DOWNLOADING_UNKEPT, device);
      case APPLYING -> ambush.reached(KillPoint.APPLYING_UNKEPT, device);
      case COMPLETED -> ambush.reached(KillPoint.CONFIRMED, device);
      case FAILED -> ambush.reached(KillPoint.ROLLED_BACK, device);
      case STAND_BY, UNKNOWN -> Future.succeededFuture();
    };
  }

  private Future<Void> after(Remembered now, Object device) {
    return switch (now.reported().status()) {
      case STAND_BY ->
          now.underWay() == null
              ? Future.succeededFuture()
              : ambush.reached(KillPoint.ACCEPTED, device);
      case DOWNLOADING -> ambush.reached(KillPoint.DOWNLOADING, device);
      case APPLYING -> ambush.reached(KillPoint.APPLYING, device);
      case COMPLETED -> ambush.reached(KillPoint.COMPLETED, device);
      case FAILED -> ambush.reached(KillPoint.FAILED, device);
      case UNKNOWN -> Future.succeededFuture();
    };
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
        return phase instanceof Downloading
            ? halfWay(vertx, 20, KillPoint.HALF_DOWNLOADED, this, () -> work.perform(phase))
            : work.perform(phase);
      }

      @Override
      public void stop() {
        work.stop();
      }
    };
  }

  /** Begun with all others, and cut off after some milliseconds, or when it is done already. */
  private Future<Void> halfWay(
      Vertx vertx, long millis, KillPoint half, Object device, Supplier<Future<Void>> call) {
    return onContext(vertx, ambush.together(half, device))
        .compose(
            go -> {
              vertx.setTimer(millis, soon -> ambush.reached(half, device));
              return call.get();
            })
        .compose(done -> ambush.reached(half, device));
  }

  /** The last to come completes it for all, each of which goes on on its own context. */
  private static Future<Void> onContext(Vertx vertx, Future<Void> elsewhere) {
    if (elsewhere.isComplete()) {
      return elsewhere;
    }
    Context own = vertx.getOrCreateContext();
    Promise<Void> here = Promise.promise();
    elsewhere.onComplete(done -> own.runOnContext(now -> here.handle(done)));
    return here.future();
  }

  /** The same around an installer: between its calls lie the writes of the journal. */
  static RealSettings.Installers around(RealSettings.Installers made, Ambush ambush) {
    return (vertx, disk, directory) -> {
      var devices = new KilledDevices(DeviceMake.SIMULATED, ambush);
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
      return ambush
          .reached(before, this)
          .compose(go -> halfWay(vertx, 5, during, this, call))
          .compose(done -> ambush.reached(after, this));
    }
  }
}

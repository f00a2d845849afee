// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.journal.Insistence;
import io.firmcast.agent.journal.Job;
import io.firmcast.agent.journal.Journal;
import io.firmcast.agent.journal.Standing;
import io.firmcast.agent.journal.Step;
import io.firmcast.contract.FirmwareError;
import io.vertx.core.Future;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a release through its steps, each written down before it begins, so that a device that is
 * killed at any moment goes on, or goes back, and does neither for ever.
 */
public final class Installation {
  private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

  /** A device that was started this often in one step is not started in it again. */
  static final int MOST_STARTS = 3;

  private static final FirmwareError INTERRUPTED =
      new FirmwareError("interrupted", "the device was stopped while it was installing");
  private static final FirmwareError NOT_CONFIRMED =
      new FirmwareError("notConfirmed", "started 3 times without a passed self-test");
  private static final FirmwareError STUCK =
      new FirmwareError("rollbackFailed", "stopped 3 times while it was going back");

  private final Installer installer;
  private final Journal journal;
  private final Insistence insistence;
  private boolean stopped;

  public Installation(Installer installer, Journal journal, Insistence insistence) {
    this.installer = installer;
    this.journal = journal;
    this.insistence = insistence;
  }

  /**
   * Succeeds when the release runs and has proved itself; fails with an {@link InstallException}
   * when the image from before runs. May be called again for the same release after a restart.
   */
  public Future<Void> run(Release release) {
    return journal
        .job(release.updateId())
        .map(job -> restarted(release, job.startedAgain()))
        .orElseGet(() -> install(release));
  }

  /** Takes no further step; the present one is gone on with at the next start. */
  public void stop() {
    stopped = true;
    insistence.stop();
    installer.stop();
  }

  private Future<Void> restarted(Release release, Job job) {
    return switch (job.step()) {
      case INSTALLING -> reached(job).compose(kept -> found(release, job));
      case INSTALLED ->
          reached(job)
              .compose(
                  kept ->
                      job.starts() < MOST_STARTS
                          ? confirm(release, job.starts())
                          : rollback(release, NOT_CONFIRMED));
      case CONFIRMED -> Future.succeededFuture();
      case ROLLING_BACK ->
          job.starts() < MOST_STARTS
              ? reached(job).compose(kept -> undo(release, error(job)))
              : failed(release, STUCK);
      case ROLLED_BACK -> Future.failedFuture(new InstallException(error(job)));
    };
  }

  private Future<Void> found(Release release, Job job) {
    if (job.starts() >= MOST_STARTS) {
      return rollback(release, INTERRUPTED);
    }
    return installer
        .find(release)
        .compose(
            found ->
                switch (found) {
                  case INSTALLED -> installed(release);
                  case NOT_INSTALLED -> put(release);
                  case UNKNOWN -> rollback(release, INTERRUPTED);
                });
  }

  /** Nothing is done yet, so a disk that does not take it ends the update. */
  private Future<Void> install(Release release) {
    return journal
        .write(standing -> standing.with(Job.at(release.updateId(), Step.INSTALLING)))
        .recover(full -> Future.failedFuture(InstallException.of(full, "storage")))
        .compose(kept -> put(release));
  }

  private Future<Void> put(Release release) {
    return installer
        .install(release)
        .transform(
            done ->
                done.succeeded()
                    ? installed(release)
                    : rollback(release, InstallException.of(done.cause(), "install").error()));
  }

  private Future<Void> installed(Release release) {
    return reached(Job.at(release.updateId(), Step.INSTALLED)).compose(kept -> confirm(release, 0));
  }

  private Future<Void> confirm(Release release, int starts) {
    return installer
        .confirm(release, starts)
        .transform(
            done ->
                done.succeeded()
                    ? confirmed(release)
                    : rollback(release, InstallException.of(done.cause(), "selfTest").error()));
  }

  /** The counter rises in the same write: an older release finds no gap. */
  private Future<Void> confirmed(Release release) {
    var manifest = release.manifest();
    return write(
        standing ->
            standing
                .with(Job.at(release.updateId(), Step.CONFIRMED))
                .released(manifest.model(), manifest.releaseCounter()));
  }

  private Future<Void> rollback(Release release, FirmwareError why) {
    return reached(Job.back(release.updateId(), Step.ROLLING_BACK, why))
        .compose(kept -> undo(release, why));
  }

  private Future<Void> undo(Release release, FirmwareError why) {
    return installer
        .rollback(release)
        .transform(
            done ->
                failed(
                    release,
                    done.succeeded()
                        ? why
                        : InstallException.of(done.cause(), "rollbackFailed").error()));
  }

  private Future<Void> failed(Release release, FirmwareError why) {
    if (why.code().equals(STUCK.code())) {
      LOG.atError()
          .addKeyValue("updateId", release.updateId())
          .addKeyValue("reason", why.message())
          .log("the device may not be running the image that it should");
    }
    return reached(Job.back(release.updateId(), Step.ROLLED_BACK, why))
        .compose(kept -> Future.failedFuture(new InstallException(why)));
  }

  private Future<Void> reached(Job job) {
    return write(standing -> standing.with(job));
  }

  /**
   * Once it has begun there is no way on, and none back, but by the journal: an update that was
   * given up because the disk was full would be gone on with at the next start. A program that was
   * ended because the device stops has not failed.
   */
  private Future<Void> write(UnaryOperator<Standing> change) {
    return insistence.on(
        () ->
            stopped
                ? Future.failedFuture(new InstallException(INTERRUPTED))
                : journal.write(change));
  }

  private static FirmwareError error(Job job) {
    return job.error() == null ? INTERRUPTED : job.error();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.agent.download.DownloadException;
import io.firmcast.agent.download.Downloader;
import io.firmcast.agent.download.Image;
import io.firmcast.agent.download.Progress;
import io.firmcast.agent.install.InstallException;
import io.firmcast.agent.install.Installation;
import io.firmcast.agent.install.Release;
import io.firmcast.agent.journal.AtomicFile;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.journal.Job;
import io.firmcast.agent.journal.Journal;
import io.firmcast.agent.manifest.Manifest;
import io.firmcast.agent.manifest.Refused;
import io.firmcast.agent.manifest.SignedUpdate;
import io.firmcast.agent.update.Applying;
import io.firmcast.agent.update.Downloading;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what was vouched for, and installs what was fetched. */
final class RealWork implements PhaseWork {
  private static final Logger LOG = LoggerFactory.getLogger(RealWork.class);

  /** What it works with, once the journal has been read. */
  record Tools(
      Vouching vouching, Downloader downloader, Progress progress, Installation installation) {}

  private final WorkerExecutor disk;
  private final DeviceDirectory directory;
  private final Future<Tools> tools;

  RealWork(WorkerExecutor disk, DeviceDirectory directory, Future<Tools> tools) {
    this.disk = disk;
    this.directory = directory;
    this.tools = tools;
  }

  @Override
  public Future<Optional<String>> refusal(FirmwareUpdate update) {
    return tools
        .compose(ready -> ready.vouching().manifest(update))
        .map(manifest -> Optional.<String>empty())
        .recover(
            failure ->
                failure instanceof Refused refused
                    ? Future.succeededFuture(Optional.of(told(refused)))
                    : Future.failedFuture(failure));
  }

  @Override
  public FirmwareUpdate spelledOut(FirmwareUpdate update) {
    var field = update.manifest();
    if (update.version() != null || field == null) {
      return update;
    }
    try {
      var manifest = Manifest.parse(SignedUpdate.parse(field).manifest().payload());
      return update.withVersion(manifest.version());
    } catch (IllegalArgumentException unreadable) {
      return update; // and refused, as soon as it is asked who vouches for it
    }
  }

  @Override
  public Future<Void> perform(UnderWay phase) {
    return tools.compose(ready -> perform(phase, ready)).recover(RealWork::named);
  }

  @Override
  public void stop() {
    tools.onSuccess(
        ready -> {
          ready.downloader().stop();
          ready.installation().stop();
        });
  }

  private Future<Void> perform(UnderWay phase, Tools ready) {
    if (phase instanceof Downloading) {
      return vouchedFor(phase, ready);
    }
    return phase instanceof Applying ? apply(phase, ready) : Future.succeededFuture();
  }

  private Future<Void> vouchedFor(UnderWay phase, Tools ready) {
    return ready.vouching().manifest(phase.update()).compose(known -> fetch(known, ready));
  }

  private Future<Void> fetch(Manifest manifest, Tools ready) {
    var image = new Image(manifest.uri(), manifest.length(), manifest.sha256());
    return ready.downloader().fetch(image, directory.image(), ready.progress());
  }

  /**
   * The installation knows whether it has begun. If not, all is looked at once more: the device may
   * have been off for long, and the key or the image may not count any more.
   */
  private Future<Void> apply(UnderWay phase, Tools ready) {
    var payload =
        SignedUpdate.parse(String.valueOf(phase.update().manifest())).manifest().payload();
    var manifest = Manifest.parse(payload);
    var release = new Release(phase.updateId(), manifest, directory.image(), directory.manifest());
    var hasBegun = ready.vouching().journal().job(phase.updateId()).isPresent();
    return (hasBegun
            ? Future.<Void>succeededFuture()
            : vouchedFor(phase, ready).compose(here -> written(payload)))
        .compose(here -> ready.installation().run(release))
        .eventually(() -> clean(phase, ready.vouching().journal()));
  }

  /** Before the installation begins: a restart in the middle of it finds it there. */
  private Future<Void> written(byte[] manifest) {
    return disk.<Void>executeBlocking(
            () -> {
              new AtomicFile(directory.manifest()).write(new String(manifest, UTF_8));
              return null;
            })
        .recover(full -> failed("storage", full));
  }

  /** What is installed, or is not wanted any more, need not lie here; but nothing fails for it. */
  private Future<Void> clean(UnderWay phase, Journal journal) {
    if (journal.job(phase.updateId()).filter(Job::isOver).isEmpty()) {
      return Future.succeededFuture();
    }
    return disk.<Void>executeBlocking(
            () -> {
              Files.deleteIfExists(directory.image());
              return null;
            })
        .otherwiseEmpty();
  }

  private static String told(Refused refused) {
    LOG.atWarn()
        .addKeyValue("reason", refused.reason().code())
        .log("update refused: {}", refused.getMessage());
    return refused.reason().code();
  }

  private static Future<Void> named(Throwable failure) {
    if (failure instanceof Refused refused) {
      return failed(refused.reason().code(), failure);
    }
    if (failure instanceof DownloadException download) {
      return failed(download.reason().code(), failure);
    }
    if (failure instanceof InstallException install) {
      return failed(install.error().code(), failure);
    }
    return Future.failedFuture(failure);
  }

  private static Future<Void> failed(String code, Throwable failure) {
    return Future.failedFuture(new UpdateFailure(code, String.valueOf(failure.getMessage())));
  }
}

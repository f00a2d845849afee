// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.agent.download.DownloadException.Reason;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one image at a time, and does not rest before the disk has exactly what was signed, or
 * there is no hope. A part that is here already, also of a process that was killed, is gone on
 * with.
 */
public final class Downloader {
  private static final Logger LOG = LoggerFactory.getLogger(Downloader.class);

  private final Vertx vertx;
  private final HttpClient client;
  private final WorkerExecutor disk;
  private final DownloadRules rules;
  private final Backoff backoff;
  private boolean stopped;

  /**
   * Called on the device's context, where all of it then happens.
   *
   * @param client follows no redirects and decodes nothing by itself
   * @param disk where hashing may block for minutes
   */
  public Downloader(
      Vertx vertx,
      HttpClient client,
      WorkerExecutor disk,
      DownloadRules rules,
      RandomGenerator random) {
    this.vertx = vertx;
    this.client = client;
    this.disk = disk;
    this.rules = rules;
    this.backoff = new Backoff(rules.firstRetry(), rules.longestRetry(), random);
  }

  /**
   * Succeeds when the file {@code target} is exactly that image, as read from the disk again;
   * otherwise fails with a {@link DownloadException}, and there is no such file.
   */
  public Future<Void> fetch(Image image, Path target, Progress progress) {
    return isWhole(image, target)
        .compose(
            whole ->
                whole
                    ? Future.succeededFuture()
                    : new Job(image, target, progress).run().onComplete(over -> progress.over()))
        .recover(failure -> Future.failedFuture(DownloadException.of(failure)));
  }

  /** Begins nothing any more; what is here stays for the next time. */
  public void stop() {
    stopped = true;
  }

  private Future<Boolean> isWhole(Image image, Path file) {
    return disk.executeBlocking(
        () ->
            Files.isRegularFile(file)
                && Files.size(file) == image.length()
                && Digest.sha256(file).equals(image.sha256()),
        false);
  }

  private final class Job {
    private final Image image;
    private final Path target;
    private final Partial partial;
    private final Exchange exchange;
    private final Patience patience = new Patience(rules);
    private long position;

    Job(Image image, Path target, Progress progress) {
      this.image = image;
      this.target = target;
      this.partial = new Partial(vertx, disk, image, target);
      this.exchange =
          new Exchange(
              vertx,
              client,
              rules,
              image,
              partial,
              bytes -> {
                position = bytes;
                progress.at(bytes, image.length());
              });
    }

    Future<Void> run() {
      return partial
          .mustFit(rules.reserve())
          .compose(fits -> exchange.run())
          .compose(this::verified)
          .recover(failure -> again(DownloadException.of(failure)));
    }

    /** From the disk, not from what came by: it is the disk's bytes that are installed. */
    private Future<Void> verified(String sha256) {
      return sha256.equals(image.sha256())
          ? partial.becomes(target)
          : partial
              .discard()
              .compose(
                  gone ->
                      Future.failedFuture(
                          new DownloadException(Reason.HASH, "not the bytes that were signed")));
    }

    /**
     * A part may serve another update of the same image; but where the disk is full it must not be
     * in the way of remembering that.
     */
    private Future<Void> left(DownloadException failure) {
      var full = failure.reason() == Reason.NO_SPACE || failure.reason() == Reason.STORAGE;
      return full ? partial.discard() : Future.succeededFuture();
    }

    private Future<Void> again(DownloadException failure) {
      if (stopped) {
        return Future.failedFuture(
            new DownloadException(Reason.STOPPED, "the device stops; what is here is kept"));
      }
      if (!patience.lasts(failure, position)) {
        return left(failure).transform(left -> Future.failedFuture(failure));
      }
      var wait = backoff.delayMillis(patience.fruitless());
      LOG.atInfo()
          .addKeyValue("uri", image.uri())
          .addKeyValue("bytes", position)
          .addKeyValue("reason", failure.getMessage())
          .addKeyValue("retryMs", wait)
          .log("download interrupted");
      Promise<Void> waited = Promise.promise();
      vertx.setTimer(wait, time -> waited.complete());
      return waited.future().compose(time -> run());
    }
  }
}

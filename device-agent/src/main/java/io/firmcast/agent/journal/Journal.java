// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import io.firmcast.contract.UpdateId;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A device's journal: what it says is known at once, and changed only by what has reached the disk.
 * Confined to one context, which it never blocks.
 */
public final class Journal {
  private final WorkerExecutor disk;
  private final AtomicFile file;
  private Standing standing;
  private Future<Void> last = Future.succeededFuture();

  private Journal(WorkerExecutor disk, AtomicFile file, Standing standing) {
    this.disk = disk;
    this.file = file;
    this.standing = standing;
  }

  /**
   * Opens the one in that directory, which is made where it is missing. A journal that cannot be
   * read is a failure: to begin a new one would be to forget how to refuse an old release.
   */
  public static Future<Journal> open(WorkerExecutor disk, DeviceDirectory directory) {
    var file = directory.journal();
    return disk.executeBlocking(
            () -> {
              directory.create();
              return read(file);
            })
        .map(standing -> new Journal(disk, file, standing));
  }

  /** What it says now. */
  public Standing standing() {
    return standing;
  }

  /** How far that update is, where it is the one that was last worked on. */
  public Optional<Job> job(UpdateId id) {
    return Optional.ofNullable(standing.job()).filter(job -> job.updateId().equals(id));
  }

  /** Succeeds when the change would survive the power being cut; each waits for those before. */
  public Future<Void> write(UnaryOperator<Standing> change) {
    last =
        last.otherwiseEmpty()
            .compose(
                written -> {
                  var next = change.apply(standing);
                  return disk.executeBlocking(
                          () -> {
                            file.write(next.toJson().encode());
                            return next;
                          })
                      .map(kept -> standing = kept)
                      .<Void>mapEmpty();
                });
    return last;
  }

  private static Standing read(AtomicFile file) throws IOException {
    try {
      return file.read().map(text -> Standing.fromJson(new JsonObject(text))).orElse(Standing.NEW);
    } catch (RuntimeException nonsense) {
      throw new IOException("the journal " + file.path() + " cannot be read", nonsense);
    }
  }
}

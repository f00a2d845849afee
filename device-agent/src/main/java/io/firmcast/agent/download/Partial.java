// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.agent.download.DownloadException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileSystemProps;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is here of an image so far: a file {@code ….part}, and beside it the server's strong entity
 * tag, without which nothing can be added to it.
 */
final class Partial {
  private final Vertx vertx;
  private final Image image;
  private final String part;
  private final String tag;
  private final ReadBack readBack;

  /** Of this process: what another one left may have holes where it was killed. */
  private boolean ours;

  Partial(Vertx vertx, WorkerExecutor disk, Image image, Path target) {
    this.vertx = vertx;
    this.image = image;
    this.part = target + ".part";
    this.tag = target + ".etag";
    this.readBack = new ReadBack(disk, Path.of(part));
  }

  /** How much can be kept, 0 where it is to be begun anew, and the tag to go on with. */
  record Kept(long bytes, @Nullable String tag) {}

  Future<Kept> kept() {
    var files = vertx.fileSystem();
    return files
        .props(part)
        .compose(
            props ->
                files
                    .readFile(tag)
                    .map(text -> kept(props.size(), text.toString()))
                    .recover(none -> Future.succeededFuture(untagged(props.size()))))
        .recover(nothing -> Future.succeededFuture(new Kept(0, null)));
  }

  /** How much of the disk it takes and the rest of it would take. */
  Future<Void> mustFit(long reserve) {
    return Future.all(
            vertx.fileSystem().fsProps(Path.of(part).resolveSibling(".").toString()), kept())
        .compose(
            known -> {
              FileSystemProps disk = known.resultAt(0);
              Kept kept = known.resultAt(1);
              return disk.usableSpace() - reserve >= image.length() - kept.bytes()
                  ? Future.succeededFuture()
                  : Future.failedFuture(
                      new DownloadException(
                          Reason.NO_SPACE,
                          "%d bytes free, %d needed and %d to be kept free"
                              .formatted(
                                  disk.usableSpace(), image.length() - kept.bytes(), reserve)));
            });
  }

  /** Opens it to write from there on; what stands behind is cut off. */
  Future<OpenPart> openAt(long position) {
    ours = true;
    readBack.cutAt(position);
    var files = vertx.fileSystem();
    var options = new OpenOptions().setCreate(true).setWrite(true).setRead(false);
    return files
        .open(part, options)
        .compose(
            file ->
                files
                    .truncate(part, position)
                    .map(cut -> new OpenPart(file, position, readBack))
                    .recover(
                        failed -> file.close().transform(closed -> Future.failedFuture(failed))))
        .recover(
            failed ->
                Future.failedFuture(
                    new DownloadException(Reason.STORAGE, String.valueOf(failed.getMessage()))));
  }

  /** Nothing of what is here is of use. */
  Future<Void> beginAnew(OpenPart open) {
    open.beginAnew();
    return vertx.fileSystem().truncate(part, 0);
  }

  /** Of the whole image, as the disk has it. */
  Future<String> sha256() {
    readBack.reached(image.length());
    return readBack.sha256();
  }

  /** What the next attempt may go on with; without a strong tag it begins anew. */
  Future<Void> tagged(@Nullable String strong) {
    var files = vertx.fileSystem();
    return strong == null
        ? files.delete(tag).otherwiseEmpty()
        : files.writeFile(tag, Buffer.buffer(strong));
  }

  /** All of it is gone. */
  Future<Void> discard() {
    readBack.cutAt(0);
    var files = vertx.fileSystem();
    return Future.join(files.delete(part).otherwiseEmpty(), files.delete(tag).otherwiseEmpty())
        .mapEmpty();
  }

  /** It is whole, and takes its name. */
  Future<Void> becomes(Path target) {
    return vertx
        .fileSystem()
        .move(part, target.toString(), new CopyOptions().setReplaceExisting(true))
        .compose(moved -> vertx.fileSystem().delete(tag).otherwiseEmpty());
  }

  private Kept kept(long size, String strong) {
    if (size > image.length()) {
      return new Kept(0, null);
    }
    return new Kept(ours ? size : Math.max(0, size - OpenPart.UNORDERED), strong);
  }

  private Kept untagged(long size) {
    return new Kept(size == image.length() && ours ? size : 0, null);
  }
}

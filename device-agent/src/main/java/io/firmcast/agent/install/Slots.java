// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.download.Digest;
import io.firmcast.agent.journal.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Two directories, {@code a} and {@code b}, and a link {@code current} to the one that runs. Only
 * the other one is ever written to, and the link changes in one step: whoever reads through it sees
 * all of the old image or all of the new. Blocks.
 */
final class Slots {
  static final String IMAGE = "image";
  private static final String MANIFEST = "manifest.json";
  private static final String UPDATE = "update-id";

  private final Path directory;

  Slots(Path directory) {
    this.directory = directory;
  }

  Path current() {
    return directory.resolve("current");
  }

  /** Whether what runs was put there by that update. */
  boolean isRunning(Release release) throws IOException {
    return new AtomicFile(current().resolve(UPDATE))
        .read()
        .filter(release.updateId().value()::equals)
        .isPresent();
  }

  /** Fills the slot that does not run, and then makes it the one that does. */
  void install(Release release) throws IOException {
    if (isRunning(release)) {
      return;
    }
    Files.createDirectories(directory);
    var slot = directory.resolve(idle());
    clear(slot);
    try {
      fill(slot, release);
    } catch (IOException full) {
      clear(slot); // its own half image must not be what keeps the journal from being written
      throw full;
    }
    runs(slot);
  }

  /** Makes the slot from before run; where there was none, none. */
  void rollback(Release release) throws IOException {
    if (!isRunning(release)) {
      return;
    }
    var before = directory.resolve(idle());
    if (Files.exists(before.resolve(UPDATE))) {
      runs(before);
    } else {
      Files.delete(current());
      AtomicFile.force(directory);
    }
  }

  /** Whether what runs is byte for byte what was signed. */
  boolean isWhole(Release release) throws IOException {
    return isRunning(release)
        && Digest.sha256(current().resolve(IMAGE)).equals(release.manifest().sha256());
  }

  private static void fill(Path slot, Release release) throws IOException {
    Files.createDirectories(slot);
    copy(release.image(), slot.resolve(IMAGE));
    copy(release.manifestFile(), slot.resolve(MANIFEST));
    new AtomicFile(slot.resolve(UPDATE)).write(release.updateId().value());
    AtomicFile.force(slot);
  }

  private String idle() throws IOException {
    return running().filter("a"::equals).isPresent() ? "b" : "a";
  }

  private Optional<String> running() throws IOException {
    return Files.isSymbolicLink(current())
        ? Optional.of(Files.readSymbolicLink(current()).toString())
        : Optional.empty();
  }

  private void runs(Path slot) throws IOException {
    AtomicFile.force(directory);
    var next = directory.resolve("current.new");
    Files.deleteIfExists(next);
    Files.createSymbolicLink(next, slot.getFileName());
    Files.move(
        next, current(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    AtomicFile.force(directory);
  }

  private static void clear(Path slot) throws IOException {
    for (var name : new String[] {UPDATE, UPDATE + ".new", IMAGE, MANIFEST}) {
      Files.deleteIfExists(slot.resolve(name));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var source = FileChannel.open(from);
        var target =
            FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long at = 0; at < source.size(); ) {
        at += source.transferTo(at, source.size() - at, target);
      }
      target.force(true);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A small text that is there whole or not at all, whenever the process or the power goes: the new
 * text is forced to the disk under another name, which then takes the place of the old. Blocks.
 */
public record AtomicFile(Path path) {

  /** What was last written; empty where nothing ever was. */
  public Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(path));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    }
  }

  /** Returns when the text would survive the power being cut. */
  public void write(String text) throws IOException {
    var next = path.resolveSibling(path.getFileName() + ".new");
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    force(path.resolveSibling("."));
  }

  /** Names are forced apart from what they name: a renamed file may otherwise have its old name. */
  public static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}

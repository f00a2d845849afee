// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process off the same devices: two that go by one journal could do one update
 * twice. The system lets go of it when the process ends, however it ends.
 */
public final class DataLock implements AutoCloseable {
  private final FileChannel channel;

  private DataLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes it at once, or fails with an {@link IOException} that says who has it. */
  public static DataLock of(Path data) throws IOException {
    Files.createDirectories(data);
    var channel =
        FileChannel.open(
            data.resolve("agents.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(channel)) {
      channel.close();
      throw new IOException("another process runs devices from " + data);
    }
    return new DataLock(channel);
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException byThisProcess) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.journal.AtomicFile;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.update.Remembered;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.Optional;

/** Remembers on the disk; what cannot be read there keeps the device from starting. */
final class DiskMemory implements JobMemory {
  private final WorkerExecutor disk;
  private final DeviceDirectory directory;
  private final AtomicFile file;

  DiskMemory(WorkerExecutor disk, DeviceDirectory directory) {
    this.disk = disk;
    this.directory = directory;
    this.file = directory.memory();
  }

  @Override
  public Future<Optional<Remembered>> recall() {
    return disk.executeBlocking(
        () -> {
          directory.create();
          return file.read().isPresent() ? Optional.of(read(file)) : Optional.empty();
        });
  }

  @Override
  public Future<Void> remember(Remembered now) {
    var text = RememberedJson.toJson(now).encode();
    return disk.executeBlocking(
        () -> {
          file.write(text);
          return null;
        });
  }

  private static Remembered read(AtomicFile file) throws IOException {
    try {
      return RememberedJson.fromJson(new JsonObject(file.read().orElseThrow()));
    } catch (RuntimeException nonsense) {
      throw new IOException(file.path() + " cannot be read", nonsense);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each partition of an event hub has been read, in one small file that is replaced as a
 * whole. What is not there is read from the newest on. Thread-safe.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Path file;
  private final Map<String, Long> sequences = new TreeMap<>();
  private boolean changed;

  /** Reads the file, which need not be there; one that cannot be read counts as none. */
  Checkpoints(Path file) {
    this.file = file;
    try {
      if (Files.exists(file)) {
        var json = new JsonObject(Files.readString(file));
        json.forEach(
            entry -> sequences.put(entry.getKey(), ((Number) entry.getValue()).longValue()));
      }
    } catch (IOException | DecodeException | ClassCastException unreadable) {
      sequences.clear();
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("reason", unreadable.getMessage())
          .log("checkpoint not understood, reading events from now on");
    }
  }

  /** The sequence number of the last event read there; negative for none. */
  synchronized long last(String partition) {
    return sequences.getOrDefault(partition, -1L);
  }

  synchronized void read(String partition, long sequence) {
    changed |= !Long.valueOf(sequence).equals(sequences.put(partition, sequence));
  }

  /** Blocks. */
  synchronized void save() {
    if (!changed) {
      return;
    }
    var json = new JsonObject();
    sequences.forEach(json::put);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      var temporary = file.resolveSibling(file.getFileName() + ".tmp");
      Files.writeString(temporary, json.encode());
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      changed = false;
    } catch (IOException unwritable) {
      LOG.atWarn()
          .addKeyValue("file", file)
          .addKeyValue("reason", unwritable.toString())
          .log("checkpoint not written; after a restart events are read from then on");
    }
  }
}

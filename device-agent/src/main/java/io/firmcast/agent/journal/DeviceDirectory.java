// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.contract.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Where one device keeps its things. Its name is a hash of the id, never the id: ids may hold dots,
 * percent signs and more than a file system bears, and differ in case alone.
 */
public record DeviceDirectory(Path path) {

  /** Of that device, below the data of its process. */
  public static DeviceDirectory of(Path data, DeviceId device) {
    return new DeviceDirectory(data.resolve("devices").resolve(name(device)));
  }

  /** Makes it where it is not there yet; blocks. */
  public void create() throws IOException {
    Files.createDirectories(path);
  }

  public AtomicFile memory() {
    return new AtomicFile(path.resolve("memory.json"));
  }

  public AtomicFile journal() {
    return new AtomicFile(path.resolve("journal.json"));
  }

  public Path image() {
    return path.resolve("image");
  }

  public Path manifest() {
    return path.resolve("manifest.json");
  }

  public Path slots() {
    return path.resolve("slots");
  }

  public Path installerLog() {
    return path.resolve("installer.log");
  }

  public AtomicFile installerPid() {
    return new AtomicFile(path.resolve("installer.pid"));
  }

  private static String name(DeviceId device) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(device.value().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

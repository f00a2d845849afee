// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file system of its own that can be filled to its last byte. Mounting it takes root on Linux.
 */
record SmallDisk(Path path) implements AutoCloseable {

  /** At that directory; where it may not be mounted, the test is skipped, and says so. */
  static SmallDisk at(Path path, String size) throws Exception {
    Files.createDirectories(path);
    if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "firmcast-test", path.toString()) != 0) {
      System.err.println("SKIPPED: a full disk cannot be tested here, as nothing may be mounted");
      abort("nothing may be mounted here");
    }
    return new SmallDisk(path);
  }

  /** Leaves room for nothing. */
  void fill() {
    var block = new byte[4096];
    try (var filler = Files.newOutputStream(filler(), StandardOpenOption.CREATE)) {
      while (true) {
        filler.write(block);
      }
    } catch (IOException full) {
      // as it should be
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() throws IOException {
    new ProcessBuilder("umount", "-l", path.toString()).inheritIO().start().onExit().join();
  }

  private Path filler() {
    return path.resolve("filler");
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}

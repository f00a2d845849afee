// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of processes; times in seconds, memory in bytes. */
final class Proc {

  private static final double TICKS = 100;

  private Proc() {}

  /** The processor time a process has used. */
  static double cpu(long pid) {
    var text = read(Path.of("/proc", Long.toString(pid), "stat"));
    var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  /** The processor time all processes of this machine have used. */
  static double cpuOfAll() {
    var fields = read(Path.of("/proc/stat")).lines().findFirst().orElseThrow().split(" +", -1);
    var idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
    var all = 0L;
    for (var n = 1; n <= 8; n++) {
      all += Long.parseLong(fields[n]);
    }
    return (all - idle) / TICKS;
  }

  /** Memory in use that is not shared with files. */
  static long rss(long pid) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

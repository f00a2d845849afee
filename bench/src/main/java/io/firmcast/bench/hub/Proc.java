// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of processes; times in seconds, memory in bytes. */
public final class Proc {

  private static final double TICKS = 100;

  private Proc() {}

  /** The processor time a process has used. */
  public static double cpu(long pid) {
    return cpu(pid, 11);
  }

  /** That, and what its children had used when it saw them end. */
  static double cpuWithEnded(long pid) {
    return cpu(pid, 11) + cpu(pid, 13);
  }

  private static double cpu(long pid, int field) {
    var text = read(Path.of("/proc", Long.toString(pid), "stat"));
    var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1])) / TICKS;
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
  public static long rss(long pid) {
    return status(pid, "VmRSS:") * 1024;
  }

  /** The most it had in use since {@link #forgetPeak}. */
  public static long peak(long pid) {
    return status(pid, "VmHWM:") * 1024;
  }

  /** From now on the peak is counted anew. */
  public static void forgetPeak(long pid) {
    try {
      Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static long threads(long pid) {
    return status(pid, "Threads:");
  }

  private static long status(long pid, String name) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
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

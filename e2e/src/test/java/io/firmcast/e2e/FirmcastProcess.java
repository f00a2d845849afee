// SPDX-License-Identifier: Apache-2.0
package io.firmcast.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built jar as a process of its own, run by the JDK that runs the test. */
final class FirmcastProcess implements AutoCloseable {
  static final Path JAR = Path.of(System.getProperty("firmcast.jar"));

  private final Process process;
  private final Path out;
  private final Path err;

  private FirmcastProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static FirmcastProcess start(Path dir, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(tool("java"), "-XX:+UseSerialGC", "-jar", JAR.toString()));
    command.addAll(List.of(words));
    return program(dir, environment, command.toArray(String[]::new));
  }

  /** Any other program, with what it prints kept as for ours. */
  static FirmcastProcess program(Path dir, Map<String, String> environment, String... command)
      throws IOException {
    var out = Files.createTempFile(dir, "process-", ".out");
    var err = Files.createTempFile(dir, "process-", ".err");
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(err.toFile()));
    builder.environment().putAll(environment);
    return new FirmcastProcess(builder.start(), out, err);
  }

  /** Of the JDK that runs the test. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Everything on stdout so far. */
  String out() {
    return read(out);
  }

  /** Everything on stderr so far. */
  String err() {
    return read(err);
  }

  int exitCode(Duration within) throws InterruptedException {
    if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + within + ":\n" + out() + err());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As Ctrl-C or a supervisor would; true when it was gone in time. */
  boolean terminate(Duration within) throws InterruptedException {
    process.destroy();
    return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** {@code STOP} puts it to sleep, {@code CONT} wakes it. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException stopping) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}

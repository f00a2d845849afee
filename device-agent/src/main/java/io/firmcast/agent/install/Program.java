// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.journal.AtomicFile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program of the user's at a time, in a process group of its own, so that it and all that
 * it has started can be ended together; also what a killed agent left running.
 */
final class Program {
  /**
   * Every option of an agent may be in its environment: keys, proxies with their passwords, headers
   * of telemetry. They are none of its business; what it is to know is put in afterwards.
   */
  private static final List<String> OURS =
      List.of("FIRMCAST_", "IOTHUB_", "DATABASE_URL", "OTEL_", "AZURE_");

  /**
   * It waits for a word before it begins: had the agent been killed before it wrote down whom it
   * started, nobody could find the process again. Without the word, it ends with its agent.
   */
  static final String WAIT = "read -r go && exec \"$@\" </dev/null";

  static final int LOG_KEPT = 1 << 16;

  private final Vertx vertx;
  private final WorkerExecutor disk;
  private final Path log;
  private final AtomicFile pid;
  private @Nullable Process running;

  Program(Vertx vertx, WorkerExecutor disk, Path log, AtomicFile pid) {
    this.vertx = vertx;
    this.disk = disk;
    this.log = log;
    this.pid = pid;
  }

  /** Its exit code, or empty where it did not end in time and was ended. */
  Future<Optional<Integer>> run(
      List<String> words, Map<String, String> environment, Duration limit) {
    return disk.executeBlocking(() -> start(words, environment))
        .compose(process -> ended(process, limit));
  }

  /** Ends what an agent that was killed has left running; nothing may be installed before. */
  Future<Void> endLeftover() {
    return disk.executeBlocking(
        () -> {
          var left = pid.read().flatMap(Program::leftover);
          if (left.isPresent()) {
            endGroup(left.get().pid());
            left.get().onExit().join();
          }
          return null;
        });
  }

  /** Ends what is running. */
  void stop() {
    var process = running;
    if (process != null) {
      disk.executeBlocking(() -> endGroup(process.pid()), false)
          .onFailure(noShell -> process.destroyForcibly());
    }
  }

  private Process start(List<String> words, Map<String, String> environment) throws IOException {
    List<String> command = new ArrayList<>(List.of("setsid", "sh", "-c", WAIT, "sh"));
    command.addAll(words);
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(log.toFile()));
    builder.environment().keySet().removeIf(Program::isOurs);
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var word = process.getOutputStream()) {
      pid.write(process.pid() + " " + startOf(process.toHandle()).toEpochMilli());
      word.write('\n');
    }
    return process;
  }

  private Future<Optional<Integer>> ended(Process process, Duration limit) {
    running = process;
    var context = vertx.getOrCreateContext();
    var late = new boolean[1];
    var timer =
        vertx.setTimer(
            limit.toMillis(),
            fired -> {
              late[0] = true;
              stop();
            });
    return Future.fromCompletionStage(process.onExit(), context)
        .compose(
            gone -> {
              vertx.cancelTimer(timer);
              running = null;
              return disk.executeBlocking(
                  () -> {
                    endGroup(process.pid());
                    shorten(log);
                    return null;
                  });
            })
        .map(ended -> late[0] ? Optional.empty() : Optional.of(process.exitValue()));
  }

  /** One that never stopped talking must not have filled the disk for good; its last words stay. */
  private static void shorten(Path log) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "rw")) {
      if (file.length() > LOG_KEPT) {
        var end = new byte[LOG_KEPT];
        file.seek(file.length() - LOG_KEPT);
        file.readFully(end);
        file.setLength(0);
        file.write(end);
      }
    }
  }

  private static boolean isOurs(String name) {
    return OURS.stream().anyMatch(name::startsWith);
  }

  /** A number alone may be another's by now; a number and its beginning are not. */
  private static Optional<ProcessHandle> leftover(String text) {
    var words = text.split(" ", 2);
    return ProcessHandle.of(Long.parseLong(words[0]))
        .filter(process -> startOf(process).toEpochMilli() == Long.parseLong(words[1]));
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  /** Java can end one process only. Does not wait. */
  private static Process killGroup(long leader) throws IOException {
    return new ProcessBuilder("sh", "-c", "kill -s KILL -- -" + leader + " 2>/dev/null").start();
  }

  /** Returns when all of it has been told to end, also what the leader had in the background. */
  private static boolean endGroup(long leader) throws IOException, InterruptedException {
    return killGroup(leader).waitFor() == 0;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import io.firmcast.agent.journal.DeviceDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program of the user's, called with one word: {@code install}, {@code confirm} or {@code
 * rollback}. Exit code 0 means done. What it needs to know is in its environment: {@code
 * FIRMCAST_IMAGE} and {@code FIRMCAST_MANIFEST} (files), {@code FIRMCAST_UPDATE_ID}, {@code
 * FIRMCAST_VERSION}, {@code FIRMCAST_STARTS}.
 */
public final class CommandInstaller implements Installer {
  private static final int SHOWN = 300;

  private final WorkerExecutor disk;
  private final Path program;
  private final Path log;
  private final Duration limit;
  private final Program runner;

  /**
   * @param program absolute, or looked for in the path
   * @param limit for each call
   */
  public CommandInstaller(
      Vertx vertx, WorkerExecutor disk, DeviceDirectory directory, Path program, Duration limit) {
    this.disk = disk;
    this.program = program;
    this.log = directory.installerLog();
    this.limit = limit;
    this.runner = new Program(vertx, disk, log, directory.installerPid());
  }

  @Override
  public Future<Void> install(Release release) {
    return run("install", "install", release, 0);
  }

  @Override
  public Future<Void> confirm(Release release, int starts) {
    return run("confirm", "selfTest", release, starts);
  }

  @Override
  public Future<Void> rollback(Release release) {
    return run("rollback", "rollbackFailed", release, 0);
  }

  /** Only the program could tell; it is ended if it still runs, and what it began is undone. */
  @Override
  public Future<Found> find(Release release) {
    return runner.endLeftover().map(Found.UNKNOWN);
  }

  @Override
  public void stop() {
    runner.stop();
  }

  private Future<Void> run(String phase, String code, Release release, int starts) {
    var environment =
        Map.of(
            "FIRMCAST_IMAGE", release.image().toString(),
            "FIRMCAST_MANIFEST", release.manifestFile().toString(),
            "FIRMCAST_UPDATE_ID", release.updateId().value(),
            "FIRMCAST_VERSION", release.manifest().version(),
            "FIRMCAST_STARTS", Integer.toString(starts));
    return runner
        .endLeftover()
        .compose(free -> runner.run(List.of(program.toString(), phase), environment, limit))
        .recover(broken -> Future.failedFuture(InstallException.of(broken, code)))
        .compose(exit -> judged(exit, phase, code));
  }

  private Future<Void> judged(Optional<Integer> exit, String phase, String code) {
    if (exit.isPresent() && exit.get() == 0) {
      return Future.succeededFuture();
    }
    var how =
        exit.map(number -> "%s ended with exit code %d".formatted(phase, number))
            .orElse("%s did not end within %d s".formatted(phase, limit.toSeconds()));
    return disk.executeBlocking(this::lastLine)
        .otherwise("")
        .compose(
            line ->
                Future.failedFuture(
                    new InstallException(code, line.isEmpty() ? how : how + ": " + line)));
  }

  /** Of what it printed, however much that is. */
  private String lastLine() throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var end = new byte[(int) Math.min(file.length(), SHOWN)];
      file.seek(file.length() - end.length);
      file.readFully(end);
      var text = new String(end, StandardCharsets.UTF_8).strip();
      return text.substring(text.lastIndexOf('\n') + 1);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.install.Installer.Found;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.contract.DeviceId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandInstallerTest {
  private final Vertx vertx = Vertx.vertx();
  private final Path dir;
  private final DeviceDirectory directory;
  private final Release release;

  CommandInstallerTest(@TempDir Path dir) throws Exception {
    this.dir = dir;
    this.directory = DeviceDirectory.of(dir, new DeviceId("sim-7"));
    this.release = new Releases(dir).of("r42", "new image", 7);
    directory.create();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void it_is_called_with_its_phase_and_told_the_rest_by_its_environment() throws Exception {
    var installer =
        script(
            "echo $1 $FIRMCAST_UPDATE_ID $FIRMCAST_VERSION $FIRMCAST_STARTS"
                + " $(cat $FIRMCAST_IMAGE) >> "
                + dir.resolve("calls")
                + "; grep -q router $FIRMCAST_MANIFEST");

    succeeds(() -> installer.install(release));
    succeeds(() -> installer.confirm(release, 2));
    succeeds(() -> installer.rollback(release));

    assertThat(dir.resolve("calls"))
        .hasContent(
            """
            install r42 2.7.0 0 new image
            confirm r42 2.7.0 2 new image
            rollback r42 2.7.0 0 new image
            """);
  }

  @Test
  void an_exit_code_that_is_not_0_is_a_failure_with_its_last_line() throws Exception {
    var installer = script("echo first; echo no such partition >&2; exit 7");

    fails(
        () -> installer.install(release),
        "install",
        "install ended with exit code 7: no such partition");
    fails(() -> installer.confirm(release, 0), "selfTest", "no such partition");
    fails(() -> installer.rollback(release), "rollbackFailed", "no such partition");
  }

  @Test
  void a_program_that_is_not_there_is_a_failure() throws Exception {
    var installer = installer(dir.resolve("nowhere"), Duration.ofSeconds(10));

    fails(() -> installer.install(release), "install", "exit code 127");
  }

  @Test
  void one_that_does_not_end_is_ended_with_its_children() throws Exception {
    var installer =
        installer(
            file("sleep 300 & echo $! > " + dir.resolve("child") + "; sleep 300"),
            Duration.ofMillis(700));

    fails(() -> installer.install(release), "install", "did not end within");

    await().until(() -> isGone("child"));
  }

  @Test
  void what_it_leaves_in_the_background_ends_with_it() throws Exception {
    var installer = script("sleep 300 & echo $! > " + dir.resolve("child") + "; exit 0");

    succeeds(() -> installer.install(release));

    await().until(() -> isGone("child"));
  }

  @Test
  void what_a_killed_agent_left_running_is_ended_before_anything_else() throws Exception {
    var killed = script("echo $$ > " + dir.resolve("child") + "; sleep 300");
    onContext(() -> killed.install(release));
    await().until(() -> Files.exists(dir.resolve("child")) && Files.size(dir.resolve("child")) > 0);

    var installer = script("exit 0");

    assertThat(onContext(() -> installer.find(release)).await(10, TimeUnit.SECONDS))
        .isEqualTo(Found.UNKNOWN);
    assertThat(isGone("child")).isTrue();
  }

  @Test
  void a_number_that_is_another_process_by_now_is_left_alone() throws Exception {
    directory.installerPid().write(ProcessHandle.current().pid() + " 1000");

    var installer = script("exit 0");

    var found = onContext(() -> installer.find(release)).await(10, TimeUnit.SECONDS);

    assertThat(found).isEqualTo(Found.UNKNOWN);
  }

  @Test
  void it_does_not_outlive_an_agent_that_was_killed_before_it_was_written_down() throws Exception {
    var waiting =
        new ProcessBuilder("sh", "-c", Program.WAIT, "sh", "touch", dir + "/began").start();

    waiting.getOutputStream().close();

    assertThat(waiting.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(dir.resolve("began")).doesNotExist();
  }

  @Test
  void of_one_that_never_stops_talking_only_the_last_words_are_kept() throws Exception {
    var installer = script("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo enough; exit 7");

    fails(() -> installer.install(release), "install", "exit code 7: enough");

    assertThat(directory.installerLog()).hasSize(Program.LOG_KEPT);
  }

  @Test
  void the_keys_of_the_agent_are_not_for_the_program() throws Exception {
    var installer = script("env > " + dir.resolve("env"));

    succeeds(() -> installer.install(release));

    assertThat(System.getenv()).as("set in pom.xml").containsValue("a secret of the agent");
    assertThat(dir.resolve("env"))
        .content()
        .contains("FIRMCAST_IMAGE", "PATH=")
        .doesNotContain("a secret of the agent");
  }

  @Test
  void stopping_ends_what_is_running() throws Exception {
    var installer = script("echo $$ > " + dir.resolve("child") + "; sleep 300");
    var installing = onContext(() -> installer.install(release));
    await().until(() -> Files.exists(dir.resolve("child")) && Files.size(dir.resolve("child")) > 0);

    vertx.runOnContext(here -> installer.stop());

    assertThatExceptionOfType(InstallException.class)
        .isThrownBy(() -> installing.await(10, TimeUnit.SECONDS));
    await().until(() -> isGone("child"));
  }

  private CommandInstaller script(String text) throws Exception {
    return installer(file(text), Duration.ofSeconds(10));
  }

  private Path file(String text) throws Exception {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var file = Files.createTempFile(dir, "installer", ".sh", mode);
    return Files.writeString(file, "#!/bin/sh\n" + text + "\n");
  }

  private CommandInstaller installer(Path program, Duration limit) {
    return new CommandInstaller(
        vertx, vertx.createSharedWorkerExecutor("disk", 4), directory, program, limit);
  }

  private boolean isGone(String file) throws Exception {
    var pid = Long.parseLong(Files.readString(dir.resolve(file)).strip());
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty();
  }

  private void succeeds(Supplier<Future<Void>> call) throws Exception {
    onContext(call).await(10, TimeUnit.SECONDS);
  }

  private void fails(Supplier<Future<Void>> call, String code, String message) {
    assertThatExceptionOfType(InstallException.class)
        .isThrownBy(() -> onContext(call).await(10, TimeUnit.SECONDS))
        .withMessageContaining(message)
        .extracting(failure -> failure.error().code())
        .isEqualTo(code);
  }

  private <T> Future<T> onContext(Supplier<Future<T>> call) {
    Promise<T> result = Promise.promise();
    vertx.runOnContext(here -> call.get().onComplete(result));
    return result.future();
  }
}

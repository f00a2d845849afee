// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.install.Installer.Found;
import io.firmcast.agent.journal.DeviceDirectory;
import io.firmcast.agent.journal.Insistence;
import io.firmcast.agent.journal.Job;
import io.firmcast.agent.journal.Journal;
import io.firmcast.agent.journal.Step;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstallationTest {
  private final Vertx vertx = Vertx.vertx();
  private final DeviceDirectory directory;
  private final Release release;
  private FakeInstaller installer = new FakeInstaller();

  InstallationTest(@TempDir Path data) throws Exception {
    directory = DeviceDirectory.of(data, new DeviceId("sim-7"));
    release = new Releases(data).of("r42", "new image", 7);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_release_is_installed_and_confirmed_and_its_counter_kept() throws Exception {
    run();

    assertThat(installer.calls).containsExactly("install", "confirm 0");
    assertThat(journal().job(release.updateId()))
        .contains(Job.at(release.updateId(), Step.CONFIRMED));
    assertThat(journal().standing().counter("router")).isEqualTo(7);
  }

  @Test
  void a_failed_install_is_rolled_back_and_tells_why() throws Exception {
    installer.install = Future.failedFuture(new InstallException("install", "no such partition"));

    failed("install");

    assertThat(installer.calls).containsExactly("install", "rollback");
    assertThat(step()).isEqualTo(Step.ROLLED_BACK);
    assertThat(journal().standing().counter("router")).isZero();
  }

  @Test
  void a_failed_self_test_is_rolled_back_and_tells_why() throws Exception {
    installer.confirm = Future.failedFuture(new InstallException("selfTest", "no network"));

    failed("selfTest");

    assertThat(installer.calls).containsExactly("install", "confirm 0", "rollback");
    assertThat(step()).isEqualTo(Step.ROLLED_BACK);
  }

  @Test
  void a_rollback_that_fails_says_so() throws Exception {
    installer.confirm = Future.failedFuture(new InstallException("selfTest", "no network"));
    installer.rollback = Future.failedFuture(new IllegalStateException("no old image"));

    failed("rollbackFailed");
  }

  @Test
  void killed_while_installing_a_release_that_is_in_use_goes_on_to_its_self_test()
      throws Exception {
    killedIn(Step.INSTALLING);
    installer.found = Found.INSTALLED;

    run();

    assertThat(installer.calls).containsExactly("confirm 0");
  }

  @Test
  void killed_while_installing_a_release_that_is_not_in_use_installs_it_once_more()
      throws Exception {
    killedIn(Step.INSTALLING);
    installer.found = Found.NOT_INSTALLED;

    run();

    assertThat(installer.calls).containsExactly("install", "confirm 0");
  }

  @Test
  void killed_while_installing_what_nobody_can_tell_goes_back() throws Exception {
    killedIn(Step.INSTALLING);
    installer.found = Found.UNKNOWN;

    failed("interrupted");

    assertThat(installer.calls).containsExactly("rollback");
  }

  @Test
  void three_starts_without_a_passed_self_test_go_back() throws Exception {
    killedIn(Step.INSTALLED);
    assertThat(restartedAndKilled()).containsExactly("confirm 1");
    assertThat(restartedAndKilled()).containsExactly("confirm 2");

    failed("notConfirmed");

    assertThat(installer.calls).containsExactly("rollback");
    assertThat(step()).isEqualTo(Step.ROLLED_BACK);
  }

  @Test
  void three_starts_in_the_middle_of_installing_go_back() throws Exception {
    killedIn(Step.INSTALLING);
    assertThat(restartedAndKilled()).containsExactly("install");
    assertThat(restartedAndKilled()).containsExactly("install");

    failed("interrupted");

    assertThat(installer.calls).containsExactly("rollback");
  }

  @Test
  void going_back_is_gone_on_with_but_not_for_ever() throws Exception {
    killedIn(Step.ROLLING_BACK);
    assertThat(restartedAndKilled()).containsExactly("rollback");
    assertThat(restartedAndKilled()).containsExactly("rollback");

    failed("rollbackFailed");

    assertThat(installer.calls).isEmpty();
  }

  @Test
  void what_is_confirmed_is_done_whatever_was_forgotten_after_it() throws Exception {
    killedIn(Step.CONFIRMED);

    run();

    assertThat(installer.calls).isEmpty();
  }

  @Test
  void what_is_rolled_back_has_failed_for_the_same_reason() throws Exception {
    killedIn(Step.ROLLED_BACK);

    failed("selfTest");

    assertThat(installer.calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Step.class,
      names = {"INSTALLING", "INSTALLED"})
  void a_device_that_stops_takes_no_step_because_its_program_was_ended(Step step) throws Exception {
    var killed = new InstallException("install", "exit code 137");
    Promise<Void> ended = Promise.promise();
    if (step == Step.INSTALLING) {
      installer.install = ended.future();
    } else {
      installer.confirm = ended.future();
    }
    var installation = installation();
    var running = installation.run(release);
    await().until(() -> step() == step);

    installation.stop();
    ended.fail(killed);

    assertThatExceptionOfType(InstallException.class)
        .isThrownBy(() -> running.await(10, TimeUnit.SECONDS));
    assertThat(step()).isEqualTo(step);
    assertThat(installer.calls).endsWith("stop").doesNotContain("rollback");
  }

  private void killedIn(Step step) throws Exception {
    var job =
        step == Step.ROLLING_BACK || step == Step.ROLLED_BACK
            ? Job.back(release.updateId(), step, new FirmwareError("selfTest", "no network"))
            : Job.at(release.updateId(), step);
    journal().write(standing -> standing.with(job)).await(10, TimeUnit.SECONDS);
  }

  /** What the installer is asked after a restart, in the middle of which the device is killed. */
  private List<String> restartedAndKilled() throws Exception {
    installer = new FakeInstaller();
    installer.install = FakeInstaller.never();
    installer.confirm = FakeInstaller.never();
    installer.rollback = FakeInstaller.never();
    installation().run(release);
    var asked = installer;
    await().until(() -> !asked.calls.isEmpty());
    installer = new FakeInstaller();
    return asked.calls;
  }

  private void run() throws Exception {
    installation().run(release).await(10, TimeUnit.SECONDS);
  }

  private void failed(String code) {
    assertThatExceptionOfType(InstallException.class)
        .isThrownBy(this::run)
        .extracting(failure -> failure.error().code())
        .isEqualTo(code);
  }

  private Installation installation() throws Exception {
    return new Installation(installer, journal(), new Insistence(vertx, new Random(7)));
  }

  private @Nullable Step step() throws Exception {
    return journal().job(release.updateId()).map(Job::step).orElse(null);
  }

  private Journal journal() throws Exception {
    return Journal.open(vertx.createSharedWorkerExecutor("disk"), directory)
        .await(10, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.kit.Problem;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateCommandTest {
  private FakeServices services;

  @BeforeEach
  void start() throws TimeoutException {
    services = new FakeServices();
  }

  @AfterEach
  void stop() throws TimeoutException {
    services.close();
  }

  @Test
  void an_update_is_told_in_the_origins_sentences() {
    services.play(
        FirmwareStatus.STAND_BY,
        FirmwareStatus.DOWNLOADING,
        FirmwareStatus.APPLYING,
        FirmwareStatus.COMPLETED);

    var terminal = update();

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(terminal.err()).isEmpty();
    assertThat(terminal.out())
        .isEqualTo(
            """
            sim-3 answered 200: Firmware update started
            Waiting on device...
            Downloading firmware...
            Download complete, applying firmware...
            Firmware applied

            firmwareStatus    completed
            firmware.attempt  0
            firmware.history  0 entries (--output json shows them)
            """);
  }

  @Test
  void as_json_it_is_one_object() {
    services.play(FirmwareStatus.DOWNLOADING, FirmwareStatus.COMPLETED);

    var told = new JsonObject(update("--output", "json").out());

    assertThat(told.getString("updateId")).isEqualTo(FakeServices.UPDATE);
    assertThat(told.getJsonArray("transitions")).hasSize(2);
    assertThat(told.getJsonObject("reported").getString("firmwareStatus")).isEqualTo("completed");
  }

  @Test
  void a_device_that_fails_is_exit_1_with_its_reason() {
    services.play(FirmwareStatus.DOWNLOADING, FirmwareStatus.FAILED);

    var terminal = update();

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.out()).contains("Firmware update failed: not the image (hash)");
  }

  @Test
  void an_update_that_takes_too_long_is_exit_4_and_says_how_to_go_on() {
    services.play(FirmwareStatus.DOWNLOADING);

    var terminal = update("--timeout", "300ms");

    assertThat(terminal.exitCode()).isEqualTo(Exit.TIMED_OUT);
    assertThat(terminal.err())
        .isEqualTo(
            "firmcast: sim-3 is still downloading after 300ms;"
                + " follow it with 'firmcast watch -d sim-3'.\n");
  }

  @Test
  void an_end_that_the_feed_did_not_show_is_learnt_from_the_orchestrator() {
    services.play(FirmwareStatus.DOWNLOADING);
    services.state("TIMED_OUT");

    var terminal = update();

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.out()).contains("Firmware update failed (TIMED_OUT)");
  }

  @ParameterizedTest
  @CsvSource({
    "404, device-not-found, 3",
    "409, device-offline, 1",
    "409, update-in-progress, 1",
    "504, device-timeout, 4"
  })
  void a_refusal_is_its_own_sentence_and_code(int status, String code, int exitCode) {
    services.refuse(new Problem(status, code, "sim-3 cannot now."));

    var terminal = update();

    assertThat(terminal.exitCode()).isEqualTo(exitCode);
    assertThat(terminal.err()).isEqualTo("firmcast: sim-3 cannot now.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void what_was_signed_is_asked_for_as_it_is(@TempDir Path dir) throws Exception {
    var signed = new JsonObject().put("fwPackageUri", "https://x/").put("manifest", "e30=");
    var file = Files.writeString(dir.resolve("update.json"), signed.encodePrettily());
    services.play(FirmwareStatus.COMPLETED);

    var terminal =
        Terminal.run("update", "sim-3", "--signed", file.toString(), "--url", services.url());

    assertThat(terminal.exitCode()).isEqualTo(Exit.OK);
    assertThat(new JsonObject(services.body())).isEqualTo(signed);
  }

  @Test
  void what_to_install_is_said_once() {
    assertThat(update("--signed", "update.json").exitCode()).isEqualTo(Exit.USAGE);
    assertThat(Terminal.run("update", "sim-3").exitCode()).isEqualTo(Exit.USAGE);
  }

  @Test
  void without_services_it_says_how_to_start_them() {
    var terminal = Terminal.run("update", "sim-3", "--uri", "u", "--url", "http://127.0.0.1:1");

    assertThat(terminal.exitCode()).isEqualTo(Exit.FAILED);
    assertThat(terminal.err()).contains("./firmcast up", "--url");
  }

  private Terminal update(String... more) {
    var words = new String[6 + more.length];
    System.arraycopy(
        new String[] {"update", "sim-3", "--uri", "test.com", "--url", services.url()},
        0,
        words,
        0,
        6);
    System.arraycopy(more, 0, words, 6, more.length);
    return Terminal.run(words);
  }
}

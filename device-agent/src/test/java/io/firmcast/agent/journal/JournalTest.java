// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareError;
import io.firmcast.contract.UpdateId;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final UpdateId R42 = new UpdateId("r42");

  private final Vertx vertx = Vertx.vertx();
  private final DeviceDirectory directory;

  JournalTest(@TempDir Path data) {
    directory = DeviceDirectory.of(data, new DeviceId("sim-7"));
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_device_that_has_never_done_anything_knows_nothing() throws Exception {
    assertThat(open().standing()).isEqualTo(Standing.NEW);
  }

  @Test
  void what_was_written_is_known_after_a_restart() throws Exception {
    var job = Job.back(R42, Step.ROLLING_BACK, new FirmwareError("selfTest", "no")).startedAgain();
    var at = Instant.parse("2026-11-20T10:00:00Z");
    write(open(), standing -> standing.with(job).seen(at).released("router", 7).withKeys("{}"));

    var again = open();

    assertThat(again.job(R42)).contains(job);
    assertThat(again.job(new UpdateId("r43"))).isEmpty();
    assertThat(again.standing().latest()).isEqualTo(at);
    assertThat(again.standing().counter("router")).isEqualTo(7);
    assertThat(again.standing().counter("toaster")).isZero();
    assertThat(again.standing().keys()).isEqualTo("{}");
  }

  @Test
  void neither_time_nor_a_counter_goes_back() {
    var later = Instant.parse("2026-11-20T10:00:00Z");
    var standing = Standing.NEW.seen(later).released("router", 7);

    assertThat(standing.seen(later.minusSeconds(1)).latest()).isEqualTo(later);
    assertThat(standing.released("router", 6).counter("router")).isEqualTo(7);
  }

  @Test
  void changes_at_the_same_time_are_all_kept() throws Exception {
    var journal = open();
    for (long counter = 1; counter < 9; counter++) {
      var one = counter;
      journal.write(standing -> standing.released("model-" + one, one));
    }

    write(journal, standing -> standing.released("router", 9));

    assertThat(open().standing().counters()).hasSize(9);
  }

  @Test
  void what_did_not_reach_the_disk_is_not_known() throws Exception {
    var journal = open();
    Files.createDirectories(directory.path().resolve("journal.json.new"));

    assertThatThrownBy(() -> write(journal, standing -> standing.with(Job.at(R42, Step.INSTALLED))))
        .isInstanceOf(IOException.class);

    assertThat(journal.job(R42)).isEmpty();
  }

  @Test
  void a_journal_that_cannot_be_read_is_not_taken_for_a_new_one() throws Exception {
    directory.create();
    Files.writeString(directory.journal().path(), "{\"job\":");

    assertThatThrownBy(this::open).hasMessageContaining("cannot be read");
  }

  private Journal open() throws Exception {
    return Journal.open(vertx.createSharedWorkerExecutor("disk"), directory)
        .await(10, TimeUnit.SECONDS);
  }

  private static void write(Journal journal, UnaryOperator<Standing> change) throws Exception {
    journal.write(change).await(10, TimeUnit.SECONDS);
  }
}

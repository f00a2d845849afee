// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.StatusChanged;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sweeps for changes miss, the one for everything repairs. */
class FullSweepTest {
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(20),
          8,
          Duration.ofMillis(50),
          Duration.ofMillis(400),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMillis(200));
  private final Watching fleet = new Watching(PACE);

  @AfterEach
  void close() throws TimeoutException {
    fleet.close();
  }

  @Test
  void a_change_that_the_index_showed_too_late_for_the_overlap_is_found() throws TimeoutException {
    var late = new Story("late").at("standBy");
    fleet.hub.report("late", late.json());
    fleet.start();
    await().until(() -> fleet.statuses("late").contains(STAND_BY));

    // The hub's clock ticks a second with each report: five make this one older than the overlap.
    fleet.hub.report("late", late.at("completed").json());
    for (int i = 0; i < 5; i++) {
      fleet.hub.report("other", new Story("other").at("standBy").json());
    }

    await().until(() -> fleet.statuses("late").contains(COMPLETED));
    assertThat(fleet.hub.reads("late")).isLessThanOrEqualTo(3);
  }

  @Test
  void a_deleted_device_is_found_though_no_query_shows_it() throws TimeoutException {
    fleet.hub.report("sim-1", new Story("sim-1").at("standBy").json());
    fleet.hub.report("sim-2", new Story("sim-2").at("standBy").json());
    fleet.start();
    await().until(() -> fleet.statuses("sim-1").size() == 1 && !fleet.statuses("sim-2").isEmpty());

    fleet.hub.remove("sim-1");

    await().until(() -> fleet.changesOf("sim-1").stream().anyMatch(StatusChanged::isGone));
    assertThat(fleet.changesOf("sim-2")).noneMatch(StatusChanged::isGone);
  }

  @Test
  void a_device_at_rest_is_read_once_however_often_it_is_swept() throws TimeoutException {
    fleet.hub.report("sim-1", new Story("sim-1").at("standBy").json());
    fleet.start();

    await().until(() -> fleet.hub.queries().size() > 20);

    assertThat(fleet.hub.reads("sim-1")).isEqualTo(1);
    assertThat(fleet.hub.queries().stream().filter(sql -> !sql.contains("WHERE")).count())
        .isBetween(2L, 10L);
  }
}

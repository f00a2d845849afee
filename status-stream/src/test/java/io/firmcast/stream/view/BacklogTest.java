// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.view.Sample.change;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
  private final Backlog backlog = new Backlog();

  @Test
  void only_the_latest_state_of_a_device_waits() {
    backlog.add(change("a", STAND_BY, 2));
    backlog.add(change("b", STAND_BY, 2));
    backlog.add(change("a", DOWNLOADING, 3));

    assertThat(backlog.take(10))
        .containsExactly(change("a", DOWNLOADING, 3), change("b", STAND_BY, 2));
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void the_end_of_an_update_is_never_dropped_for_what_comes_after_it() {
    backlog.add(change("a", APPLYING, 2));
    backlog.add(change("a", FAILED, 3));
    backlog.add(change("a", DOWNLOADING, 4));
    backlog.add(change("a", COMPLETED, 5));
    backlog.add(change("a", STAND_BY, 6));

    assertThat(backlog.take(10))
        .containsExactly(
            change("a", FAILED, 3), change("a", COMPLETED, 5), change("a", STAND_BY, 6));
  }

  @Test
  void it_is_bounded_even_for_a_device_that_ends_updates_without_end() {
    IntStream.range(0, 10_000).forEach(i -> backlog.add(change("a", FAILED, i + 1)));

    assertThat(backlog.take(1))
        .hasSize(Backlog.KEPT_PER_DEVICE)
        .endsWith(change("a", FAILED, 10_000));
  }

  @Test
  void it_is_taken_in_parts_that_waited_longest_first() {
    IntStream.range(0, 5).forEach(i -> backlog.add(change("sim-" + i, STAND_BY, 2)));

    assertThat(backlog.take(2))
        .containsExactly(change("sim-0", STAND_BY, 2), change("sim-1", STAND_BY, 2));
    assertThat(backlog.take(10)).hasSize(3);
  }
}

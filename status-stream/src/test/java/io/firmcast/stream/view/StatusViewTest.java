// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.view;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.view.Sample.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusViewTest {
  private final StatusView view = new StatusView("e1", 4);

  @Test
  void every_change_moves_seq_by_one_and_the_last_state_of_a_device_is_shown() {
    view.apply(List.of(change("a", STAND_BY, 2)));

    var delta = view.apply(List.of(change("a", DOWNLOADING, 3), change("a", APPLYING, 4)));

    assertThat(delta.seq()).isEqualTo(3).isEqualTo(view.seq());
    assertThat(delta.concerning(Filter.EVERYTHING))
        .containsExactly(change("a", DOWNLOADING, 3), change("a", APPLYING, 4));
    assertThat(view.page(Filter.EVERYTHING, null, 10).items())
        .containsExactly(change("a", APPLYING, 4));
    assertThat(view.epoch()).isEqualTo("e1");
  }

  @Test
  void pages_come_in_the_order_of_ids_and_together_show_everything_once() {
    IntStream.range(0, 25)
        .forEach(i -> view.apply(List.of(change("sim-%02d".formatted(i), STAND_BY, 2))));

    var seen = new ArrayList<StatusChanged>();
    var page = view.page(Filter.EVERYTHING, null, 10);
    while (!page.last()) {
      seen.addAll(page.items());
      page = view.page(Filter.EVERYTHING, page.items().get(9).deviceId(), 10);
    }
    seen.addAll(page.items());

    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen).extracting(item -> item.deviceId().value()).isSorted();
  }

  @Test
  void a_page_that_is_exactly_full_is_the_last_when_nothing_follows() {
    view.apply(List.of(change("a", STAND_BY, 2), change("b", STAND_BY, 2)));

    assertThat(view.page(Filter.EVERYTHING, null, 2).last()).isTrue();
    assertThat(view.page(Filter.EVERYTHING, null, 1).last()).isFalse();
    assertThat(new StatusView("empty", 4).page(Filter.EVERYTHING, null, 2))
        .isEqualTo(new Page(List.of(), true));
  }

  @Test
  void a_filter_by_device_shows_only_those_and_skips_the_unknown() {
    view.apply(List.of(change("a", STAND_BY, 2), change("b", FAILED, 2), change("c", FAILED, 2)));
    var filter = Filter.EVERYTHING.withDevices(Set.of(id("c"), id("b"), id("nobody")));

    var first = view.page(filter, null, 1);
    var second = view.page(filter, id("b"), 1);

    assertThat(first).isEqualTo(new Page(List.of(change("b", FAILED, 2)), false));
    assertThat(second).isEqualTo(new Page(List.of(change("c", FAILED, 2)), true));
  }

  @Test
  void a_filter_by_status_hears_of_a_device_that_comes_and_of_one_that_leaves() {
    var failed = Filter.EVERYTHING.withStatuses(Set.of(FAILED));
    view.apply(List.of(change("a", APPLYING, 2)));

    var comes = view.apply(List.of(change("a", FAILED, 3)));
    var leaves = view.apply(List.of(change("a", DOWNLOADING, 4)));
    var elsewhere = view.apply(List.of(change("a", APPLYING, 5)));

    assertThat(comes.concerning(failed)).containsExactly(change("a", FAILED, 3));
    assertThat(leaves.concerning(failed)).containsExactly(change("a", DOWNLOADING, 4));
    assertThat(elsewhere.concerning(failed)).isEmpty();
    assertThat(view.page(failed, null, 5).items()).isEmpty();
  }

  @Test
  void a_device_that_is_gone_is_told_once_and_not_shown_again() {
    view.apply(List.of(change("a", COMPLETED, 9)));

    var delta = view.apply(List.of(StatusChanged.gone(id("a"), Instant.EPOCH)));

    assertThat(delta.concerning(Filter.EVERYTHING)).hasSize(1);
    assertThat(view.page(Filter.EVERYTHING, null, 5).items()).isEmpty();
    assertThat(view.seq()).isEqualTo(2);
  }

  @Test
  void a_filter_by_prefix_pages_through_those_that_begin_so() {
    for (var device : List.of("a", "b-1", "b-2", "b-3", "c")) {
      view.apply(List.of(change(device, STAND_BY, 2)));
    }
    var filter = new Filter(Set.of(), id("b-"), null, Set.of());

    var first = view.page(filter, null, 2);
    var second = view.page(filter, id("b-2"), 2);

    assertThat(first.items()).extracting(i -> i.deviceId().value()).containsExactly("b-1", "b-2");
    assertThat(second).isEqualTo(new Page(List.of(change("b-3", STAND_BY, 2)), true));
    assertThat(view.page(filter, id("a"), 2)).isEqualTo(first);
  }

  @Test
  void a_filter_by_rollout_hears_of_a_device_until_its_next_update() {
    var filter = new Filter(Set.of(), null, "r1", Set.of());
    view.apply(List.of(in("r0-a-1", DOWNLOADING, 2)));

    var comes = view.apply(List.of(in("r1-a-1", DOWNLOADING, 3)));
    var goesOn = view.apply(List.of(in("r1-a-2", APPLYING, 4)));
    var leaves = view.apply(List.of(in("r2-a-1", DOWNLOADING, 5)));
    var elsewhere = view.apply(List.of(in("r2-a-1", COMPLETED, 6)));

    assertThat(comes.concerning(filter)).hasSize(1);
    assertThat(goesOn.concerning(filter)).hasSize(1);
    assertThat(leaves.concerning(filter)).hasSize(1).noneMatch(filter::shows);
    assertThat(elsewhere.concerning(filter)).isEmpty();
  }

  @Test
  void the_newest_changes_are_remembered_exactly_and_no_more() {
    IntStream.rangeClosed(1, 10).forEach(i -> view.apply(List.of(change("a", STAND_BY, i))));

    assertThat(view.remembersAfter(6)).isTrue();
    assertThat(view.remembersAfter(10)).isTrue();
    assertThat(view.remembersAfter(5)).isFalse();
    assertThat(view.remembersAfter(11)).as("of another past").isFalse();
    var part = view.after(7, 2);
    assertThat(part.seq()).isEqualTo(9);
    assertThat(part.concerning(Filter.EVERYTHING))
        .containsExactly(change("a", STAND_BY, 8), change("a", STAND_BY, 9));
    assertThat(view.after(9, 100).seq()).isEqualTo(10);
    assertThat(view.after(10, 100).moves()).isEmpty();
  }

  private static StatusChanged in(String update, FirmwareStatus status, long version) {
    return new StatusChanged(
        id("a"), status, Instant.EPOCH, version, new UpdateId(update), null, null);
  }

  private static DeviceId id(String device) {
    return new DeviceId(device);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportQueueTest {
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");
  private final ReportQueue queue = new ReportQueue();
  private final List<Transition> past = new ArrayList<>();

  @Test
  void one_report_is_out_at_a_time() {
    var first = report();
    var second = report();
    queue.add(first);
    queue.add(second);

    assertThat(queue.take()).contains(second);
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void what_is_out_is_not_replaced_and_the_next_follows_when_it_is_settled() {
    var first = report();
    queue.add(first);
    assertThat(queue.take()).contains(first);

    var second = report();
    queue.add(second);
    queue.settled();

    assertThat(queue.take()).contains(second);
  }

  @Test
  void a_newer_report_stands_for_all_it_tells() {
    var reports = IntStream.range(0, 4).mapToObj(i -> report()).toList();
    reports.forEach(queue::add);

    assertThat(queue.take()).contains(reports.get(3));
    queue.settled();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void what_may_be_lost_is_sent_again() {
    var only = report();
    queue.add(only);
    assertThat(queue.take()).contains(only);

    queue.unsettled();

    assertThat(queue.take()).contains(only);
  }

  @Test
  void what_may_be_lost_is_left_to_a_newer_report_that_tells_it() {
    queue.add(report());
    assertThat(queue.take()).isPresent();
    var newer = report();
    queue.add(newer);

    queue.unsettled();

    assertThat(queue.take()).contains(newer);
    queue.settled();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void no_transition_is_lost_while_the_hub_is_away_for_long() {
    var all = IntStream.range(0, 60).mapToObj(i -> report()).toList();
    all.forEach(queue::add);

    Set<Transition> told = new HashSet<>();
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      told.addAll(next.get().history());
      queue.settled();
    }

    assertThat(told).containsAll(past);
  }

  @Test
  void the_queue_is_bounded_and_ends_with_the_truth() {
    var all = IntStream.range(0, 1000).mapToObj(i -> report()).toList();
    all.forEach(queue::add);

    List<ReportedFirmware> sent = new ArrayList<>();
    for (var next = queue.take(); next.isPresent(); next = queue.take()) {
      sent.add(next.get());
      queue.settled();
    }

    assertThat(sent).hasSizeLessThanOrEqualTo(ReportQueue.LONGEST);
    assertThat(sent).last().isEqualTo(all.get(999));
  }

  @Test
  void the_same_report_twice_is_sent_once_more() {
    var same = report();
    queue.add(same);
    assertThat(queue.take()).isPresent();
    queue.settled();

    queue.add(same);

    assertThat(queue.take()).contains(same);
  }

  private ReportedFirmware report() {
    past.add(new Transition(FirmwareStatus.STAND_BY, T0.plusSeconds(past.size()), null));
    return new ReportedFirmware(
        FirmwareStatus.STAND_BY, T0, null, null, null, null, null, 0, null, past);
  }
}

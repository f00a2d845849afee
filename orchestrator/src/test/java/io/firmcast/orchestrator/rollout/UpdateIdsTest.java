// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.UpdateId;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpdateIdsTest {
  private final UpdateIds ids = new UpdateIds(new Random(7));

  @Test
  void ids_differ_and_sort_by_time() {
    var early = ids.next(Instant.ofEpochMilli(1_000));
    var late = ids.next(Instant.ofEpochMilli(2_000_000_000_000L));

    assertThat(early.value()).isLessThan(late.value());
    assertThat(Stream.generate(() -> ids.next(Instant.EPOCH)).limit(1_000).map(UpdateId::value))
        .doesNotHaveDuplicates();
  }
}

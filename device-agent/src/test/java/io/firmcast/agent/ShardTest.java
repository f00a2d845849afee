// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {

  @ParameterizedTest
  @CsvSource({"15000, 4", "10, 3", "2, 5", "0, 2", "100000, 99999", "7, 1"})
  void together_they_are_the_fleet_and_none_is_larger_by_more_than_one(int count, int of) {
    var all = IntStream.range(0, of).flatMap(i -> new Shard(i, of).devices(count));

    assertThat(all.toArray()).isEqualTo(IntStream.range(0, count).toArray());
    var sizes =
        IntStream.range(0, of)
            .mapToLong(i -> new Shard(i, of).devices(count).count())
            .summaryStatistics();
    assertThat(sizes.getMax() - sizes.getMin()).isLessThanOrEqualTo(1);
  }

  @Test
  void the_third_of_four_is_number_two() {
    assertThat(Shard.parse("2/4").devices(15_000).summaryStatistics().getMin()).isEqualTo(7_500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"agents-3", "firmcast-agents-3", "agents-3.agents.default.svc"})
  void a_pod_knows_its_number_by_its_name(String host) {
    assertThat(Shard.ofHost(host, 4)).isEqualTo(new Shard(3, 4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "4/4", "-1/4", "1/0", "a/b", "1/4/2", "1.5/4"})
  void what_is_no_shard_is_refused(String text) {
    assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_host_without_a_number_and_one_too_many_are_refused() {
    assertThatThrownBy(() -> Shard.ofHost("laptop", 4)).hasMessageContaining("laptop");
    assertThatThrownBy(() -> Shard.ofHost("agents-4", 4)).hasMessageContaining("from 0");
  }
}

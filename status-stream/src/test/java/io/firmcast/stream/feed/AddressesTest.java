// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.kit.Problem;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private long now;
  private final Addresses addresses = new Addresses(10, () -> now);

  @Test
  void an_address_has_so_many_connections_and_no_more() {
    IntStream.range(0, 10).forEach(i -> addresses.enter("10.0.0.1"));
    pass(60);

    assertThatThrownBy(() -> addresses.enter("10.0.0.1"))
        .isInstanceOfSatisfying(Problem.class, no -> assertThat(no.status()).isEqualTo(429));
    addresses.enter("10.0.0.2");
    addresses.leave("10.0.0.1");
    addresses.enter("10.0.0.1");
  }

  @Test
  void what_it_may_ask_comes_back_with_time() {
    IntStream.range(0, 10).forEach(i -> addresses.spend("10.0.0.1"));
    assertThat(addresses.maySpend("10.0.0.1")).isFalse();

    pass(1);

    assertThat(addresses.maySpend("10.0.0.1")).isTrue();
    assertThat(addresses.maySpend("10.0.0.1")).isFalse();
  }

  @Test
  void only_those_that_matter_are_remembered() {
    addresses.enter("10.0.0.1");
    addresses.spend("10.0.0.2");
    assertThat(addresses.remembered()).isEqualTo(2);

    pass(60);
    addresses.tidy();

    assertThat(addresses.remembered()).isEqualTo(1);
    addresses.leave("10.0.0.1");
    addresses.tidy();
    assertThat(addresses.remembered()).isZero();
  }

  private void pass(long seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }
}

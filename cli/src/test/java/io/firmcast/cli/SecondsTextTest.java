// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SecondsTextTest {

  @Test
  void a_bare_number_is_seconds_as_az_has_it() {
    assertThat(new SecondsText().convert("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(new SecondsText().convert("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThatThrownBy(() -> new SecondsText().convert("soon")).hasMessageContaining("no duration");
  }
}

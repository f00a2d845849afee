// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({"0s, 0", "500ms, 500", "3s, 3000", "90s, 90000", "15m, 900000", "2h, 7200000"})
  void a_duration_is_written_as_people_do_and_read_back(String text, long millis) {
    var duration = new DurationText().convert(text);

    assertThat(duration).isEqualTo(Duration.ofMillis(millis));
    assertThat(DurationText.of(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "s", "-3s", "3 s", "1.5s", "3d", "99999999999s"})
  void anything_else_says_how_to_write_one(String text) {
    assertThatThrownBy(() -> new DurationText().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("500ms, 3s, 15m or 2h");
  }
}

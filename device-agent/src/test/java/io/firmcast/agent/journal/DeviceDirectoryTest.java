// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.firmcast.contract.DeviceId;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceDirectoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"sim-7", "..", ".", "..%2f..%2fetc", "CON", "a:b*c?", "%2e%2e", "$("})
  void whatever_the_id_it_lies_within_the_data(String id, @TempDir Path data) {
    var directory = DeviceDirectory.of(data, new DeviceId(id)).path();

    assertThat(directory.normalize().getParent()).isEqualTo(data.resolve("devices"));
    assertThat(directory.getFileName().toString()).matches("[0-9a-f]{64}");
  }

  @Test
  void ids_that_differ_in_case_are_two_devices(@TempDir Path data) {
    assertThat(DeviceDirectory.of(data, new DeviceId("A")))
        .isNotEqualTo(DeviceDirectory.of(data, new DeviceId("a")));
  }

  @Test
  void a_second_process_is_kept_away_until_the_first_is_gone(@TempDir Path data) throws Exception {
    try (var first = DataLock.of(data)) {
      assertThat(first).isNotNull();
      assertThatIOException()
          .isThrownBy(() -> DataLock.of(data))
          .withMessageContaining("another process runs devices from");
    }

    DataLock.of(data).close();
  }
}

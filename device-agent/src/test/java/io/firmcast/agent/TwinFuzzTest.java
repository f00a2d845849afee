// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.contract.BadMessage;
import io.firmcast.contract.ReportedFirmware;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Whatever stands in a twin, a device understands it or says what is wrong with it. */
class TwinFuzzTest {

  @FuzzTest
  void desired(byte[] input) {
    object(input)
        .ifPresent(
            section -> {
              try {
                DesiredFirmware.in(section)
                    .ifPresent(wanted -> assertThat(wanted.id().value()).isNotEmpty());
                assertThat(DesiredFirmware.version(section.copy()))
                    .isEqualTo(DesiredFirmware.version(section));
              } catch (BadMessage nonsense) {
                assertThat(nonsense.sentence()).isNotEmpty();
              }
            });
  }

  @FuzzTest
  void reported(byte[] input) {
    object(input)
        .ifPresent(
            section -> {
              try {
                var read = ReportedFirmware.fromReported(section);

                assertThat(ReportedFirmware.fromReported(read.toPatch())).isEqualTo(read);
              } catch (BadMessage nonsense) {
                assertThat(nonsense.sentence()).isNotEmpty();
              }
            });
  }

  private static Optional<JsonObject> object(byte[] input) {
    try {
      return Buffer.buffer(input).toJsonValue() instanceof JsonObject object
          ? Optional.of(object)
          : Optional.empty();
    } catch (DecodeException notJson) {
      return Optional.empty();
    }
  }
}

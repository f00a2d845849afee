// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.contract.FirmwareStatus.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.StatusChanged;
import io.firmcast.hub.Twin;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
  private final Quarantine quarantine = new Quarantine(CLOCK);
  private final Memory memory = new Memory(CLOCK, quarantine);

  @Test
  void one_older_answer_never_overwrites_a_newer_one() {
    observe("completed", 9);

    var older = observe("downloading", 7);
    var doubted = memory.doubts(DEVICE);
    var again = observe("completed", 9);

    assertThat(older).isEmpty();
    assertThat(doubted).isTrue();
    assertThat(again).isEmpty();
    assertThat(memory.doubts(DEVICE)).isFalse();
    assertThat(shown().status()).isEqualTo(COMPLETED);
  }

  @Test
  void a_device_whose_version_stays_behind_was_created_again_and_starts_anew() {
    observe("completed", 9);

    observe("standBy", 2);
    var confirmed = observe("standBy", 2);

    assertThat(confirmed).extracting(StatusChanged::status).containsExactly(STAND_BY);
    assertThat(confirmed).extracting(StatusChanged::reportedVersion).containsExactly(2L);
    assertThat(memory.doubts(DEVICE)).isFalse();
  }

  @Test
  void a_forgotten_device_is_gone_once_and_starts_anew_when_it_comes_back() {
    observe("completed", 9);

    var gone = memory.forget(DEVICE);
    var twice = memory.forget(DEVICE);
    var back = observe("standBy", 2);

    assertThat(gone).hasSize(1).allMatch(StatusChanged::isGone);
    assertThat(twice).isEmpty();
    assertThat(back).extracting(StatusChanged::status).containsExactly(STAND_BY);
  }

  @Test
  void nonsense_is_counted_once_for_each_new_piece_of_it() {
    observe("standBy", 2);
    var first = memory.observe(twin(new JsonObject().put("firmwareStatus", 7), 3));
    memory.observe(twin(new JsonObject().put("firmwareStatus", 7), 3));
    memory.observe(twin(new JsonObject().put("firmwareStatus", 7).put("x", 1), 4));
    memory.observe(twin(new JsonObject().put("firmware", 7), 5));

    assertThat(first).extracting(StatusChanged::status).containsExactly(UNKNOWN);
    assertThat(quarantine.admitted()).isEqualTo(2);
  }

  @Test
  void nonsense_from_a_device_that_never_said_anything_is_counted_too() {
    memory.observe(twin(new JsonObject(), 1));
    memory.observe(twin(new JsonObject().put("logTime", "yesterday"), 2));

    assertThat(quarantine.admitted()).isEqualTo(1);
    assertThat(shown().status()).isEqualTo(UNKNOWN);
  }

  private StatusChanged shown() {
    return Objects.requireNonNull(memory.shown(DEVICE));
  }

  private List<StatusChanged> observe(String status, long version) {
    return memory.observe(twin(new JsonObject().put("firmwareStatus", status), version));
  }

  private static Twin twin(JsonObject reported, long version) {
    return new Twin(DEVICE, true, new JsonObject(), 1, reported, version);
  }
}

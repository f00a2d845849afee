// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareAnswer;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.UpdateId;
import io.firmcast.orchestrator.rollout.Sighting;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Answered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Reported;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Unanswered;
import io.firmcast.orchestrator.rollout.engine.DeviceEvent.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LearningTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private final Learning learning = new Learning();

  @Test
  void times_and_shares_are_those_that_were_seen() {
    learning.begin();
    IntStream.range(0, 30).forEach(i -> succeeds(i, 0));
    IntStream.range(30, 40).forEach(this::fails);

    var model = learning.model();

    assertThat(learning.isEnough()).isTrue();
    assertThat(learning.experience()).isEqualTo(new Assumptions.Experience(1, 40));
    assertThat(model.downloading()).isEqualTo(Duration.ofSeconds(90));
    assertThat(model.applying()).isEqualTo(Duration.ofSeconds(30));
    assertThat(model.spread()).isZero();
    assertThat(model.failing()).isEqualTo(0.25);
    assertThat(model.offline()).isZero();
    assertThat(model.backAfter()).isEqualTo(DeviceModel.DEFAULT.backAfter());
  }

  @Test
  void an_offline_device_is_back_when_it_says_something() {
    learning.begin();
    IntStream.range(0, 15).forEach(i -> succeeds(i, 0));
    for (var i = 15; i < 20; i++) {
      learning.take(new Unreachable(device(i), update(i)), START);
      learning.take(new Unreachable(device(i), update(i)), START.plusSeconds(60));
      succeeds(i, 3_600);
    }

    var model = learning.model();

    assertThat(model.offline()).isEqualTo(0.25);
    assertThat(model.backAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(model.downloading()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void refusals_and_lost_answers_are_counted() {
    learning.begin();
    IntStream.range(0, 18).forEach(i -> succeeds(i, 0));
    learning.take(new Answered(device(18), update(18), FirmwareAnswer.rejected("model")), START);
    learning.take(new Unanswered(device(19), update(19)), START);

    var model = learning.model();

    assertThat(model.refusing()).isEqualTo(0.05);
    assertThat(model.unanswered()).isEqualTo(0.05);
  }

  @Test
  void a_few_devices_are_not_enough() {
    learning.begin();
    IntStream.range(0, 19).forEach(i -> succeeds(i, 0));

    assertThat(learning.isEnough()).isFalse();

    learning.begin();
    succeeds(0, 0);

    assertThat(learning.isEnough()).isTrue();
    assertThat(learning.experience().rollouts()).isEqualTo(2);
  }

  private void succeeds(int number, long after) {
    answers(number, after);
    says(number, FirmwareStatus.DOWNLOADING, after + 1);
    says(number, FirmwareStatus.APPLYING, after + 90);
    says(number, FirmwareStatus.COMPLETED, after + 120);
  }

  private void fails(int number) {
    answers(number, 0);
    says(number, FirmwareStatus.FAILED, 20);
  }

  private void answers(int number, long after) {
    var answer = FirmwareAnswer.started(update(number));
    learning.take(new Answered(device(number), update(number), answer), START.plusSeconds(after));
  }

  private void says(int number, FirmwareStatus status, long after) {
    learning.take(
        new Reported(device(number), update(number), new Sighting(status, after, null, null)),
        START.plusSeconds(after));
  }

  private static DeviceId device(int number) {
    return new DeviceId("sim-" + number);
  }

  private static UpdateId update(int number) {
    return new UpdateId("r1-sim-" + number + "-1");
  }
}

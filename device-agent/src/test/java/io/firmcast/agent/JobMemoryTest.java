// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.update.Remembered;
import io.firmcast.contract.FirmwareUpdate;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes before and after a device has remembered. */
class JobMemoryTest {
  private static final JsonObject R42 =
      new JsonObject().put("fwPackageUri", "test.com").put("updateId", "r42").put("version", "2");

  private final Vertx vertx = Vertx.vertx();
  private final FakeLink link = new FakeLink();
  private final ManualWork work = new ManualWork();
  private final FakeMemory memory = new FakeMemory();
  private final OneDevice device = new OneDevice(vertx, link, work, memory);

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void an_update_is_neither_answered_nor_begun_before_it_is_remembered() throws Exception {
    device.start();
    memory.isSlow = true;
    var answer = invokeLater();
    await().until(() -> memory.waiting() == 1);
    await().during(Duration.ofMillis(50)).until(() -> !answer.isDone());
    assertThat(work.begun()).isEmpty();

    memory.write();

    assertThat(answer.get(5, TimeUnit.SECONDS).getString("Response"))
        .isEqualTo("Firmware update started");
    await().until(() -> work.begun().equals(List.of("r42 standBy")));
    assertThat(memory.kept().orElseThrow().underWay()).isEqualTo(FirmwareUpdate.fromJson(R42));
  }

  @Test
  void the_same_update_twice_while_the_memory_is_slow_starts_once() throws Exception {
    device.start();
    memory.isSlow = true;
    var first = invokeLater();
    var second = invokeLater();
    await().until(() -> memory.waiting() == 1);

    memory.write();

    assertThat(List.of(first.get(5, TimeUnit.SECONDS), second.get(5, TimeUnit.SECONDS)))
        .extracting(answer -> answer.getString("Response"))
        .containsExactly("Firmware update started", "Firmware update already started");
    assertThat(work.begun()).hasSize(1);
  }

  @Test
  void a_device_that_cannot_remember_refuses_and_stays_as_it_was() throws Exception {
    device.start();
    memory.failure = new IOException("disk full");

    var refused = link.invoke(FirmwareUpdate.METHOD, R42);

    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.payload().getString("reason")).isEqualTo("storage");
    assertThat(work.begun()).isEmpty();
    memory.failure = null;
    assertThat(link.invoke(FirmwareUpdate.METHOD, R42).status()).isEqualTo(200);
  }

  @Test
  void a_device_that_cannot_remember_the_next_step_takes_it_when_it_can() throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, R42);
    memory.failure = new IOException("disk full");

    work.finish();
    await().until(() -> memory.refused() >= 2);
    assertThat(work.begun()).containsExactly("r42 standBy");
    assertThat(link.statuses()).containsExactly("standBy", "standBy");
    assertThat(link.invoke(FirmwareUpdate.METHOD, R42).payload().getString("firmwareStatus"))
        .isEqualTo("standBy");

    memory.failure = null;
    await().until(() -> work.begun().equals(List.of("r42 standBy", "r42 downloading")));
  }

  @Test
  void the_end_of_an_update_is_not_told_before_it_is_remembered() throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, R42);
    memory.failure = new IOException("disk full");

    work.fail(new UpdateFailure("hash", "not the bytes that were signed"));
    await().until(() -> memory.refused() >= 2);
    assertThat(link.statuses()).doesNotContain("failed");

    memory.failure = null;
    await().until(() -> link.statuses().contains("failed"));
    assertThat(memory.kept().orElseThrow().ended()).hasSize(1);
  }

  @Test
  void what_is_desired_while_nothing_can_be_remembered_is_begun_later() throws Exception {
    device.start();
    await().until(() -> link.statuses().size() == 1);
    memory.failure = new IOException("disk full");
    link.desire(R42);
    await().until(() -> memory.refused() >= 1);

    memory.failure = null;
    link.tell(new LinkState.Connected());

    await().until(() -> work.begun().equals(List.of("r42 standBy")));
  }

  @Test
  void a_device_that_cannot_recall_does_not_start() {
    memory.failure = new IOException("unreadable");

    assertThatThrownBy(device::start).hasMessageContaining("unreadable");
  }

  /** Steps that were done before the power is cut. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void a_killed_device_goes_on_in_the_phase_where_it_was_also_without_its_hub(int steps)
      throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, R42);
    for (var done = 1; done <= steps; done++) {
      var phases = done + 1;
      work.finish();
      await().until(() -> work.begun().size() == phases);
    }
    var away = new FakeLink();
    away.atOpening = null;
    var resumed = new ManualWork();

    device.killed(away, resumed).start();

    await().until(() -> resumed.begun().size() == 1);
    assertThat(resumed.begun()).containsExactly(work.begun().get(steps));
    for (var phase = steps; phase < 3; phase++) {
      var begun = phase - steps + 1;
      await().until(() -> resumed.begun().size() == begun);
      resumed.finish();
    }
    await().until(() -> memory.kept().map(Remembered::underWay).isEmpty());
    assertThat(memory.kept().orElseThrow().ended()).hasSize(1);
  }

  @Test
  void a_report_that_the_hub_never_heard_is_sent_after_the_restart() throws Exception {
    work.isQuick = true;
    device.start();
    await().until(() -> link.statuses().size() == 1);
    link.unreachable(Reason.NOT_CONNECTED);
    link.invoke(FirmwareUpdate.METHOD, R42);
    await().until(() -> !memory.kept().map(Remembered::ended).orElse(List.of()).isEmpty());
    var back = new FakeLink().withReported(link.reported());

    device.killed(back, new ManualWork()).start();

    await().until(() -> !back.patches().isEmpty());
    assertThat(back.reported().getJsonObject("firmware").getString("version")).isEqualTo("2");
    assertThat(back.reported().getJsonObject("firmware").getJsonArray("history").encode())
        .contains("applying", "completed");
    assertThat(back.invoke(FirmwareUpdate.METHOD, R42).payload().getString("firmwareStatus"))
        .isEqualTo("completed");
  }

  @Test
  void the_highest_epoch_is_known_after_a_restart() throws Exception {
    device.start();
    link.invoke(FirmwareUpdate.METHOD, R42.copy().put("epoch", 3));
    var after = new FakeLink();

    device.killed(after, new ManualWork()).start();

    var answer =
        after.invoke(FirmwareUpdate.METHOD, R42.copy().put("epoch", 2).put("updateId", "r43"));
    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.payload().getString("reason")).isEqualTo("staleEpoch");
  }

  @Test
  void a_refusal_by_the_work_is_answered_and_leaves_nothing_behind() throws Exception {
    device.start();
    await().until(() -> link.statuses().size() == 1);
    work.refusal = Optional.of("downgrade");

    var answer = link.invoke(FirmwareUpdate.METHOD, R42);

    assertThat(answer.status()).isEqualTo(412);
    assertThat(answer.payload())
        .isEqualTo(new JsonObject().put("Response", "Rejected").put("reason", "downgrade"));
    assertThat(memory.kept()).isEmpty();
    assertThat(link.statuses()).containsExactly("standBy");
  }

  @Test
  void stopping_waits_for_the_write_in_hand_and_takes_no_further_step() throws Exception {
    var running = device.start();
    link.invoke(FirmwareUpdate.METHOD, R42);
    memory.isSlow = true;
    work.finish();
    await().until(() -> memory.waiting() == 1);

    var stopping = vertx.undeploy(running.deploymentID());
    await().during(Duration.ofMillis(50)).until(() -> !stopping.isComplete());
    memory.write();

    stopping.await(5, TimeUnit.SECONDS);
    assertThat(memory.kept().orElseThrow().reported().status().wire()).isEqualTo("downloading");
    assertThat(work.begun()).containsExactly("r42 standBy");
    assertThat(link.closed).isTrue();
  }

  private CompletableFuture<JsonObject> invokeLater() {
    var answer = new CompletableFuture<JsonObject>();
    link.invokeLater(FirmwareUpdate.METHOD, R42)
        .onComplete(reply -> answer.complete(reply.payload()), answer::completeExceptionally);
    return answer;
  }
}

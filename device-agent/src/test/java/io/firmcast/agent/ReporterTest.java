// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.DeviceTwin;
import io.firmcast.agent.link.LinkException;
import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.agent.link.LinkListener;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.ReportedFirmware;
import io.firmcast.contract.Transition;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReporterTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  private final Vertx vertx = Vertx.vertx();
  private final ManualLink link = new ManualLink();
  private final Backoff quick =
      new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new Random(7));
  private final Reporter reporter = new Reporter(vertx, link, new DeviceId("sim-7"), quick);
  private final List<Transition> past = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void the_second_waits_for_the_first_to_be_acknowledged() {
    reporter.report(next());
    reporter.report(next());
    assertThat(link.sent).hasSize(1);

    link.acknowledge(0);

    assertThat(link.historySizes()).containsExactly(1, 2);
  }

  @Test
  void what_waits_is_told_by_the_newest_alone() {
    reporter.report(next());
    reporter.report(next());
    reporter.report(next());
    reporter.report(next());

    link.acknowledge(0);
    link.acknowledge(1);

    assertThat(link.historySizes()).containsExactly(1, 4);
    assertThat(reporter.isUpToDate()).isTrue();
  }

  @Test
  void a_report_that_may_be_lost_is_repeated() {
    reporter.report(next());

    link.fail(0, Reason.TIMED_OUT);

    await().until(() -> link.sent.size() == 2);
    assertThat(link.sent.get(1)).isEqualTo(link.sent.get(0));
    assertThat(reporter.isUpToDate()).isFalse();
  }

  @Test
  void a_report_that_breaks_the_rules_is_given_up() {
    reporter.report(next());

    link.fail(0, Reason.BAD_REQUEST);

    assertThat(reporter.isUpToDate()).isTrue();
  }

  @Test
  void a_link_that_is_up_again_is_used_at_once_and_only_once() {
    reporter.report(next());
    link.fail(0, Reason.NOT_CONNECTED);

    reporter.resume();
    reporter.resume();

    await().during(Duration.ofMillis(50)).until(() -> link.sent.size() == 2);
  }

  @Test
  void closing_waits_for_the_report_that_is_on_its_way_and_for_no_other() {
    reporter.report(next());
    reporter.report(next());

    var closed = reporter.close();

    assertThat(closed.isComplete()).isFalse();
    link.acknowledge(0);
    assertThat(closed.succeeded()).isTrue();
    assertThat(link.sent).hasSize(1);
    assertThat(reporter.close().succeeded()).isTrue();
  }

  @Test
  void a_closed_reporter_is_silent() {
    reporter.report(next());
    reporter.close();

    link.fail(0, Reason.TIMED_OUT);
    reporter.report(next());

    await().during(Duration.ofMillis(50)).until(() -> link.sent.size() == 1);
  }

  private ReportedFirmware next() {
    past.add(new Transition(FirmwareStatus.STAND_BY, NOW.plusSeconds(past.size()), null));
    return new ReportedFirmware(
        FirmwareStatus.STAND_BY, NOW, null, null, null, null, null, 0, null, past);
  }

  /** Acknowledges when the test says so. */
  private static final class ManualLink implements DeviceLink {
    private final List<JsonObject> sent = new CopyOnWriteArrayList<>();
    private final List<Promise<Void>> answers = new CopyOnWriteArrayList<>();

    void acknowledge(int index) {
      answers.get(index).complete();
    }

    void fail(int index, Reason reason) {
      answers.get(index).fail(LinkException.of(reason, "as the test says"));
    }

    List<Integer> historySizes() {
      return sent.stream()
          .map(patch -> patch.getJsonObject("firmware").getJsonArray("history").size())
          .toList();
    }

    @Override
    public Future<Void> report(JsonObject patch) {
      Promise<Void> answer = Promise.promise();
      sent.add(patch);
      answers.add(answer);
      return answer.future();
    }

    @Override
    public Future<DeviceTwin> twin() {
      return Future.succeededFuture(new DeviceTwin(new JsonObject(), new JsonObject()));
    }

    @Override
    public Future<Void> open(LinkListener listener) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}

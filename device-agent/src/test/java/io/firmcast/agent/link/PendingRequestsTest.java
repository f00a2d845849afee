// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PendingRequestsTest {
  private final Vertx vertx = Vertx.vertx();
  private final PendingRequests requests = new PendingRequests(vertx, Duration.ofSeconds(30));
  private final List<String> sent = new ArrayList<>();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void each_answer_finds_its_request() {
    var first = requests.send(this::sent);
    var second = requests.send(this::sent);

    requests.answered(sent.get(1), 204, Buffer.buffer("second"));
    requests.answered(sent.get(0), 200, Buffer.buffer("first"));

    assertThat(first.result()).hasToString("first");
    assertThat(second.result()).hasToString("second");
  }

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST",
    "404, BAD_REQUEST",
    "412, BAD_REQUEST",
    "413, BAD_REQUEST",
    "429, BUSY",
    "500, BUSY",
    "503, BUSY"
  })
  void a_status_says_what_to_do(int status, Reason reason) {
    var request = requests.send(this::sent);

    requests.answered(sent.get(0), status, Buffer.buffer("{}"));

    assertThat(LinkException.reasonOf(request.cause())).isEqualTo(reason);
  }

  @Test
  void an_answer_to_nobody_and_a_second_answer_are_passed_over() {
    var request = requests.send(this::sent);
    requests.answered("another", 200, Buffer.buffer());
    requests.answered(sent.get(0), 200, Buffer.buffer("first"));

    requests.answered(sent.get(0), 400, Buffer.buffer("again"));

    assertThat(request.result()).hasToString("first");
  }

  @Test
  void a_silent_hub_is_a_time_out() {
    var impatient = new PendingRequests(vertx, Duration.ofMillis(20));

    var request = impatient.send(this::sent);

    await().until(request::isComplete);
    assertThat(LinkException.reasonOf(request.cause())).isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void a_lost_connection_ends_all_that_wait() {
    var first = requests.send(this::sent);
    var second = requests.send(this::sent);

    requests.lost(LinkException.of(Reason.NOT_CONNECTED, "gone"));

    assertThat(first.failed()).isTrue();
    assertThat(LinkException.reasonOf(second.cause())).isEqualTo(Reason.NOT_CONNECTED);
  }

  @Test
  void what_could_not_be_sent_does_not_wait() {
    var request = requests.send(id -> Future.failedFuture("closed"));

    assertThat(LinkException.reasonOf(request.cause())).isEqualTo(Reason.NOT_CONNECTED);
  }

  @Test
  void no_more_wait_than_allowed_and_an_answer_makes_room() {
    IntStream.range(0, PendingRequests.MOST).forEach(i -> requests.send(this::sent));

    var tooMany = requests.send(this::sent);
    assertThat(LinkException.reasonOf(tooMany.cause())).isEqualTo(Reason.BUSY);
    assertThat(sent).hasSize(PendingRequests.MOST);

    requests.answered(sent.get(0), 200, Buffer.buffer());
    assertThat(requests.send(this::sent).isComplete()).isFalse();
  }

  private Future<Void> sent(String id) {
    sent.add(id);
    return Future.succeededFuture();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.DirectMethod;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.MethodAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuotaHubTest {
  private static final DeviceId DEVICE = new DeviceId("sim-1");
  private static final DirectMethod METHOD =
      new DirectMethod("firmwareUpdate", null, Duration.ZERO, Duration.ofSeconds(5));

  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final HubQuota quota = new HubQuota(vertx, HubRates.UNLIMITED);
  private final QuotaHub asked = new QuotaHub(vertx, hub, quota, Urgency.START, new Random(7));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void every_call_is_spent_from_its_own_budget() throws Exception {
    hub.report("sim-1", new JsonObject());
    hub.answerMethods((device, method) -> Future.succeededFuture(new MethodAnswer(200, null)));

    asked.invoke(DEVICE, METHOD).await(9, TimeUnit.SECONDS);
    asked.twin(DEVICE).await(9, TimeUnit.SECONDS);
    asked.with(Urgency.ACTIVE).twin(DEVICE).await(9, TimeUnit.SECONDS);
    asked.desire(DEVICE, new JsonObject().put("a", 1)).await(9, TimeUnit.SECONDS);
    asked.query("SELECT deviceId FROM devices", 10, null).await(9, TimeUnit.SECONDS);

    assertThat(quota.spend()).extracting(Spend::sinceStart).containsExactly(1L, 2L, 1L, 1L);
  }

  @Test
  void a_call_that_was_throttled_is_made_again() throws Exception {
    var calls = new AtomicInteger();
    hub.answerMethods(
        (device, method) ->
            calls.incrementAndGet() < 3
                ? Future.failedFuture(new HubException(Reason.THROTTLED, "slow down"))
                : Future.succeededFuture(new MethodAnswer(200, null)));

    var answer = asked.invoke(DEVICE, METHOD).await(20, TimeUnit.SECONDS);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(calls).hasValue(3);
    assertThat(quota.spend().get(0).throttled()).isEqualTo(2);
  }

  @Test
  void whatever_else_fails_is_not_repeated_here() {
    var calls = new AtomicInteger();
    hub.answerMethods(
        (device, method) -> {
          calls.incrementAndGet();
          return Future.failedFuture(new HubException(Reason.DEVICE_TIMEOUT, "silence"));
        });

    var answer = asked.invoke(DEVICE, METHOD);

    assertThat(answer.cause()).hasMessage("silence");
    assertThat(calls).hasValue(1);
  }

  @Test
  void a_call_whose_caller_lost_its_right_while_it_waited_is_not_sent() {
    var calls = new AtomicInteger();
    var may = new AtomicBoolean(true);
    hub.answerMethods(
        (device, method) -> {
          calls.incrementAndGet();
          return Future.succeededFuture(new MethodAnswer(200, null));
        });
    var slow =
        new QuotaHub(
                vertx,
                hub,
                new HubQuota(vertx, HubRates.of(HubTier.S1, 1)),
                Urgency.START,
                new Random(7))
            .onlyWhile(may::get);
    var waiting = IntStream.range(0, 10).mapToObj(n -> slow.invoke(DEVICE, METHOD)).toList();
    var begun = calls.get();

    may.set(false);

    await().until(() -> waiting.stream().allMatch(Future::isComplete));
    assertThat(calls).hasValue(begun).hasValueLessThan(10);
    assertThat(waiting.get(9).cause())
        .isInstanceOfSatisfying(
            HubException.class, not -> assertThat(not.reason()).isEqualTo(Reason.OVERLOADED));
  }

  @Test
  void a_call_that_had_to_wait_ends_on_the_context_it_was_made_on() throws Exception {
    hub.report("sim-1", new JsonObject());
    var slow =
        new QuotaHub(
            vertx,
            hub,
            new HubQuota(vertx, HubRates.of(HubTier.S1, 1)),
            Urgency.ACTIVE,
            new Random(7));
    var context = vertx.getOrCreateContext();

    Future<Boolean> same =
        Future.future(
            promise ->
                context.runOnContext(
                    begun -> {
                      for (var i = 0; i < 20; i++) {
                        slow.twin(DEVICE);
                      }
                      slow.twin(DEVICE)
                          .map(twin -> Vertx.currentContext() == context)
                          .onComplete(promise);
                    }));

    assertThat(same.await(9, TimeUnit.SECONDS)).isTrue();
  }
}

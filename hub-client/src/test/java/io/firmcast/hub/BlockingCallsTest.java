// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingCallsTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingCalls calls = new BlockingCalls(vertx, new CallLimits(1, 2));
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    calls.close();
    vertx.close().await();
  }

  @Test
  void a_result_arrives_on_the_context_that_asked() throws Exception {
    var asked = vertx.getOrCreateContext();

    var arrived = new java.util.concurrent.CompletableFuture<Context>();
    asked.runOnContext(
        here ->
            calls
                .call(LONG, () -> "answer")
                .onComplete(answer -> arrived.complete(Vertx.currentContext())));

    assertThat(arrived.get(5, TimeUnit.SECONDS)).isSameAs(asked);
  }

  @Test
  void calls_run_on_threads_of_their_own_virtual_from_jdk_24_on() {
    var thread = calls.call(LONG, Thread::currentThread).await();

    assertThat(thread.getName()).startsWith("firmcast-hub-");
    assertThat(HubThreads.areVirtual()).isEqualTo(Runtime.version().feature() >= 24);
    assertThat(thread.toString().contains("VirtualThread")).isEqualTo(HubThreads.areVirtual());
  }

  @Test
  void what_neither_runs_nor_may_wait_is_refused_at_once() {
    List<Future<Boolean>> asked = IntStream.range(0, 4).mapToObj(i -> blocked()).toList();

    assertThat(asked.get(3).failed()).isTrue();
    assertThat(reason(asked.get(3))).isEqualTo(HubException.Reason.OVERLOADED);
    gate.countDown();
    assertThat(Future.all(asked.subList(0, 3)).await().succeeded()).isTrue();
  }

  @Test
  void a_call_that_takes_too_long_fails_while_it_still_runs() {
    var slow = calls.call(Duration.ofMillis(50), this::waitAtTheGate);

    await().until(slow::isComplete);
    assertThat(slow.cause()).isInstanceOf(TimeoutException.class);
  }

  @Test
  void a_call_that_was_given_up_while_waiting_never_runs() {
    var runs = new AtomicInteger();
    var first = blocked();

    var second = calls.call(Duration.ofMillis(50), runs::incrementAndGet);

    await().until(second::isComplete);
    assertThat(reason(second)).isEqualTo(HubException.Reason.OVERLOADED);
    gate.countDown();
    first.await();
    assertThat(calls.call(LONG, () -> "later").await()).isEqualTo("later");
    assertThat(runs).hasValue(0);
  }

  @Test
  void an_error_reaches_the_caller_too() {
    var broken =
        calls.call(
            LONG,
            () -> {
              throw new StackOverflowError();
            });

    await().until(broken::isComplete);
    assertThat(broken.cause()).isInstanceOf(StackOverflowError.class);
  }

  private Future<Boolean> blocked() {
    return calls.call(LONG, this::waitAtTheGate);
  }

  private boolean waitAtTheGate() throws InterruptedException {
    return gate.await(10, TimeUnit.SECONDS);
  }

  private static HubException.Reason reason(Future<?> failed) {
    return ((HubException) failed.cause()).reason();
  }
}

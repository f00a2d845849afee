// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisedLinkTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<CompletableFuture<Connection>> dials = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private final SupervisedLink link = link(Duration.ofHours(1));
  private final LinkUser user = new LinkUser(link);

  @AfterEach
  void stop() throws Exception {
    over = true;
    dials.forEach(dial -> dial.completeExceptionally(gone()));
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void opening_does_not_wait_for_the_hub() throws Exception {
    deploy();

    assertThat(dials).hasSize(1);
    assertThat(user.states()).isEmpty();
  }

  @Test
  void it_tries_again_until_it_is_connected() throws Exception {
    deploy();

    dials.get(0).completeExceptionally(gone());
    await().until(() -> dials.size() == 2);
    dials.get(1).complete(new FakeConnection());

    await().until(user::isConnected);
    assertThat(user.states())
        .containsExactly(new LinkState.Connecting("gone"), new LinkState.Connected());
  }

  @Test
  void a_refusal_is_told_as_such_and_tried_again() throws Exception {
    deploy();

    dials.get(0).completeExceptionally(LinkException.of(Reason.REFUSED, "wrong key"));

    await().until(() -> dials.size() == 2);
    assertThat(user.states()).containsExactly(new LinkState.Refused("wrong key"));
  }

  @Test
  void a_lost_connection_is_replaced() throws Exception {
    deploy();
    var first = new FakeConnection();
    dials.get(0).complete(first);
    await().until(user::isConnected);

    first.lost.complete(gone());
    await().until(() -> dials.size() == 2);
    dials.get(1).complete(new FakeConnection());

    await()
        .until(
            () ->
                user.states()
                    .equals(
                        List.of(
                            new LinkState.Connected(),
                            new LinkState.Connecting("gone"),
                            new LinkState.Connected())));
  }

  @Test
  void a_connection_is_replaced_before_its_credentials_run_out() throws Exception {
    var life = Duration.ofSeconds(1);
    var shortLived = new LinkUser(link(life));
    vertx.deployVerticle(shortLived).await(5, TimeUnit.SECONDS);
    var first = new FakeConnection();
    dials.get(0).complete(first);

    await().until(() -> dials.size() == 2);

    assertThat(first.closed).isFalse();
    var second = new FakeConnection();
    var began = System.nanoTime();
    dials.get(1).complete(second);
    await().until(() -> first.closed);
    assertThat(shortLived.states())
        .containsExactly(new LinkState.Connected(), new LinkState.Connected());
    await().until(() -> dials.size() == 3);
    assertThat(second.closed).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(life.multipliedBy(7).dividedBy(10), life);
  }

  /** Of ten that are up at once, the renewals lie as far apart as their lives allow. */
  @Test
  void connections_that_were_made_together_are_not_replaced_together() throws Exception {
    var life = Duration.ofSeconds(2);
    var random = new Random(7);
    for (int i = 0; i < 10; i++) {
      vertx.deployVerticle(new LinkUser(link(life, random))).await(5, TimeUnit.SECONDS);
    }

    dials.forEach(dial -> dial.complete(new FakeConnection()));
    await().until(() -> dials.size() > 10);
    var first = System.nanoTime();
    await().until(() -> dials.size() >= 20);

    assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThan(life.dividedBy(3));
  }

  @Test
  void a_renewal_that_fails_is_tried_again_while_the_old_connection_holds() throws Exception {
    var shortLived = new LinkUser(link(Duration.ofMillis(200)));
    vertx.deployVerticle(shortLived).await(5, TimeUnit.SECONDS);
    var first = new FakeConnection();
    dials.get(0).complete(first);
    await().until(() -> dials.size() == 2);

    dials.get(1).completeExceptionally(gone());

    await().until(() -> dials.size() == 3);
    assertThat(first.closed).isFalse();
    assertThat(shortLived.states()).containsExactly(new LinkState.Connected());
  }

  @Test
  void an_old_connection_that_the_hub_closes_for_the_new_one_is_not_dialled_for() throws Exception {
    var shortLived = new LinkUser(link(Duration.ofMillis(200)));
    vertx.deployVerticle(shortLived).await(5, TimeUnit.SECONDS);
    var first = new FakeConnection();
    dials.get(0).complete(first);
    await().until(() -> dials.size() == 2);

    first.lost.complete(gone());

    await().during(Duration.ofMillis(100)).until(() -> dials.size() == 2);
    dials.get(1).complete(new FakeConnection());
    await().until(() -> shortLived.states().size() == 2);
    assertThat(shortLived.states()).allMatch(LinkState.Connected.class::isInstance);
  }

  @Test
  void an_old_connection_lost_while_the_renewal_fails_is_replaced_like_any_other()
      throws Exception {
    var shortLived = new LinkUser(link(Duration.ofMillis(200)));
    vertx.deployVerticle(shortLived).await(5, TimeUnit.SECONDS);
    var first = new FakeConnection();
    dials.get(0).complete(first);
    await().until(() -> dials.size() == 2);

    first.lost.complete(gone());
    dials.get(1).completeExceptionally(gone());

    await().until(() -> dials.size() == 3);
    assertThat(shortLived.lastState()).isEqualTo(new LinkState.Connecting("gone"));
  }

  @Test
  void a_device_whose_id_is_taken_over_time_and_again_leaves_it_to_the_other() throws Exception {
    deploy();

    for (var eviction = 0; eviction < Takeovers.SUSPICIOUS; eviction++) {
      var dial = eviction + 1;
      await().until(() -> dials.size() == dial);
      var evicted = new FakeConnection();
      dials.get(eviction).complete(evicted);
      await().until(user::isConnected);
      evicted.lost.complete(gone());
      await().until(() -> !user.isConnected());
    }

    assertThat(user.lastState())
        .isInstanceOfSatisfying(
            LinkState.Contested.class,
            state -> assertThat(state.reason()).contains("another client"));
    await().during(Duration.ofMillis(200)).until(() -> dials.size() == Takeovers.SUSPICIOUS);
  }

  /** As where a hub is so busy that renewals come late. */
  @Test
  void connections_that_end_with_their_tokens_are_no_rivalry() throws Exception {
    var clock = new MovableClock();
    var life = Takeovers.SHORT_LIFE.minusMillis(500);
    RandomGenerator late = () -> -1;
    var expiring = new LinkUser(link(life, late, clock));
    vertx.deployVerticle(expiring).await(5, TimeUnit.SECONDS);

    for (var expiry = 0; expiry < 2 * Takeovers.SUSPICIOUS; expiry++) {
      var dial = expiry + 1;
      await().until(() -> dials.size() == dial);
      var expired = new FakeConnection();
      dials.get(expiry).complete(expired);
      await().until(expiring::isConnected);
      clock.offset = clock.offset.plus(life);
      expired.lost.complete(gone());
      await().until(() -> !expiring.isConnected());
    }

    assertThat(expiring.lastState()).isEqualTo(new LinkState.Connecting("gone"));
  }

  @Test
  void without_a_connection_nothing_is_sent() throws Exception {
    deploy();

    assertThatThrownBy(() -> user.report(new JsonObject()))
        .isInstanceOfSatisfying(
            LinkException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_CONNECTED));
    assertThatThrownBy(user::twin).isInstanceOf(LinkException.class);
  }

  @Test
  void closing_closes_the_connection_and_dials_no_more() throws Exception {
    deploy();
    var only = new FakeConnection();
    dials.get(0).complete(only);
    await().until(user::isConnected);

    vertx.undeploy(user.deploymentID()).await(5, TimeUnit.SECONDS);

    assertThat(only.closed).isTrue();
    await().during(Duration.ofMillis(100)).until(() -> dials.size() == 1);
    assertThat(user.states()).containsExactly(new LinkState.Connected());
  }

  @Test
  void a_connection_that_comes_after_closing_is_closed_at_once() throws Exception {
    deploy();
    var late = new FakeConnection();
    var closing = vertx.undeploy(user.deploymentID());
    await().until(() -> user.stopping);

    dials.get(0).complete(late);

    closing.await(5, TimeUnit.SECONDS);
    assertThat(late.closed).isTrue();
    assertThat(user.states()).isEmpty();
  }

  @Test
  void what_still_comes_in_after_closing_reaches_nobody() throws Exception {
    deploy();
    dials.get(0).complete(new FakeConnection());
    await().until(user::isConnected);
    vertx.undeploy(user.deploymentID()).await(5, TimeUnit.SECONDS);

    link.desired(new JsonObject());

    assertThat(link.method("firmwareUpdate", null).failed()).isTrue();
    assertThat(user.calls()).isEmpty();
    assertThat(user.desired()).isEmpty();
  }

  private SupervisedLink link(Duration tokenLife) {
    return link(tokenLife, new Random(7));
  }

  private SupervisedLink link(Duration tokenLife, Random random) {
    return link(tokenLife, random, Clock.systemUTC());
  }

  private SupervisedLink link(Duration tokenLife, RandomGenerator random, Clock clock) {
    return new SupervisedLink(
        vertx,
        inbound -> dialled(),
        new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), random),
        clock,
        Optional.of(tokenLife));
  }

  private void deploy() throws Exception {
    vertx.deployVerticle(user).await(5, TimeUnit.SECONDS);
  }

  private Future<Connection> dialled() {
    var dial = new CompletableFuture<Connection>();
    dials.add(dial);
    if (over) {
      dial.completeExceptionally(gone());
    }
    return Future.fromCompletionStage(dial, vertx.getOrCreateContext());
  }

  private static LinkException gone() {
    return LinkException.of(Reason.NOT_CONNECTED, "gone");
  }

  private static final class FakeConnection implements Connection {
    private final CompletableFuture<LinkException> lost = new CompletableFuture<>();
    private volatile boolean closed;

    @Override
    public Future<DeviceTwin> twin() {
      return Future.succeededFuture(new DeviceTwin(new JsonObject(), new JsonObject()));
    }

    @Override
    public Future<Void> report(JsonObject patch) {
      return Future.succeededFuture();
    }

    @Override
    public Future<LinkException> lost() {
      return Future.fromCompletionStage(lost, Vertx.currentContext());
    }

    @Override
    public Future<Void> close() {
      closed = true;
      lost.complete(gone());
      return Future.succeededFuture();
    }
  }
}

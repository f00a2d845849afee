// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.MethodAnswer;
import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.HubRates;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.store.Batch;
import io.firmcast.orchestrator.store.Database;
import io.firmcast.orchestrator.store.Lease;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two orchestrators and one store. */
class OwnershipTest {
  private static final Terms QUICK = new Terms(Duration.ofMillis(50), Duration.ofMillis(400));

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private @Nullable Stores opened;

  @BeforeEach
  void open() {
    opened = done(new Database.Sqlite(data.resolve("orchestrator.db")).open(vertx));
    for (var i = 0; i < 5; i++) {
      hub.report("sim-" + i, new JsonObject());
    }
    hub.answerMethods(
        (device, method) -> {
          var id = payload(method.payload()).getString("updateId");
          asked.add(id);
          hub.report(
              device.value(),
              new JsonObject()
                  .put("firmwareStatus", "completed")
                  .put("firmware", new JsonObject().put("updateId", id)));
          return Future.succeededFuture(
              new MethodAnswer(200, new JsonObject().put("Response", "ok").put("updateId", id)));
        });
  }

  @AfterEach
  void close() {
    done(stores().close());
    done(vertx.close());
  }

  @Test
  void one_of_two_owns_a_rollout_and_when_it_stops_in_order_the_other_goes_on_at_once() {
    var one = rollouts(QUICK);
    var two = rollouts(new Terms(Duration.ofMillis(50), Duration.ofHours(1)));
    done(one.start());
    create(one, "r1");
    await().until(() -> lease("r1").owner() != null);
    var first = lease("r1");
    done(two.start());

    done(one.stop());

    await().until(() -> !String.valueOf(lease("r1").owner()).equals(first.owner()));
    await().until(() -> lease("r1").owner() != null);
    assertThat(lease("r1").epoch()).isGreaterThan(first.epoch());
    done(two.stop());
  }

  @Test
  void an_owner_without_a_sign_of_life_is_replaced_and_its_late_writes_are_refused() {
    var maker = rollouts(QUICK);
    create(maker, "r1");
    done(maker.stop());
    var dead = done(stores().leases().take(lease("r1"), "dead", Instant.now()));
    var two = rollouts(QUICK);
    done(two.start());

    await().atMost(Duration.ofSeconds(10)).until(() -> !"dead".equals(lease("r1").owner()));

    var late =
        stores()
            .rollouts()
            .append(
                dead.orElseThrow(),
                1,
                new Batch(
                    List.of(new LogLine(2, Instant.now(), "{}")),
                    "running",
                    "{}",
                    9,
                    Instant.now(),
                    null,
                    false,
                    List.of(),
                    Map.of(),
                    List.of()));
    assertThat(done(late)).isFalse();
    done(two.stop());
  }

  @Test
  void an_owner_that_lives_keeps_its_rollout() {
    var one = rollouts(QUICK);
    var two = rollouts(QUICK);
    done(one.start());
    create(one, "r1");
    await().until(() -> lease("r1").owner() != null);
    var first = lease("r1");
    done(two.start());

    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> lease("r1").epoch() == first.epoch());
    done(one.stop());
    done(two.stop());
  }

  @Test
  void what_an_operator_wants_of_a_rollout_reaches_its_owner_through_any_process() {
    var owner = rollouts(QUICK);
    var other = rollouts(QUICK);
    done(owner.start());
    create(owner, "r1");
    await().until(() -> lease("r1").owner() != null && summary("r1").containsKey("plan"));
    done(other.start());
    var start = new Wish(Wish.Action.START, By.of("anna"), null, null, null);

    var request = done(other.want(new RolloutId("r1"), start, null)).orElseThrow();
    var answer = done(other.answer(request, 5_000));

    assertThat(answer).contains(Answer.FULFILLED);
    await().until(() -> summary("r1").getString("state").equals("completed"));
    assertThat(asked).hasSize(5);
    var late = done(other.want(new RolloutId("r1"), start, null)).orElseThrow();
    assertThat(done(other.answer(late, 5_000)).orElseThrow().code()).isEqualTo("wrong-state");
    done(owner.stop());
    done(other.stop());
  }

  private Rollouts rollouts(Terms terms) {
    var quota = new HubQuota(vertx, HubRates.UNLIMITED);
    var settings =
        new DriveSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            terms,
            WebhookSettings.NONE);
    return new Rollouts(
        vertx,
        new QuotaHub(vertx, hub, quota, Urgency.ACTIVE, new Random(7)),
        stores(),
        new RolloutJson(),
        Clock.systemUTC(),
        new Random(7),
        settings);
  }

  private void create(Rollouts rollouts, String id) {
    var definition =
        RolloutDefinition.of(
            FirmwareUpdate.of(URI.create("https://fw.example/a")),
            Targets.where("deviceId != ''", Targets.Membership.STATIC));
    assertThat(done(rollouts.create(new RolloutId(id), definition, By.of("anna"), null))).isTrue();
  }

  private JsonObject summary(String id) {
    return new JsonObject(done(stores().rollouts().find(id)).orElseThrow().summary());
  }

  private Lease lease(String id) {
    return done(stores().rollouts().find(id)).orElseThrow().lease();
  }

  private Stores stores() {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  private static JsonObject payload(@Nullable Object any) {
    return any instanceof JsonObject json ? json : new JsonObject();
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}

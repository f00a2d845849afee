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
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.store.Database;
import io.firmcast.orchestrator.store.ForecastStore;
import io.firmcast.orchestrator.store.Leases;
import io.firmcast.orchestrator.store.Outbox;
import io.firmcast.orchestrator.store.Requests;
import io.firmcast.orchestrator.store.RolloutStore;
import io.firmcast.orchestrator.store.StoreException;
import io.firmcast.orchestrator.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that goes away in the middle of a rollout, and comes back. */
class StoreOutageTest {
  private static final Terms QUICK = new Terms(Duration.ofMillis(50), Duration.ofMillis(400));
  private static final int DEVICES = 30;

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean down;

  @AfterEach
  void close() {
    done(vertx.close());
  }

  @Test
  void while_it_is_away_nothing_is_started_or_acknowledged_and_then_the_rollout_ends() {
    var real = done(new Database.Sqlite(data.resolve("orchestrator.db")).open(vertx));
    var rollouts = rollouts(failing(real));
    devices();
    done(rollouts.start());
    assertThat(done(create(rollouts, "r1"))).isTrue();
    await().until(() -> summary(real, "r1").containsKey("plan"));
    var start = new Wish(Wish.Action.START, By.of("anna"), null, null, null);
    done(rollouts.want(new RolloutId("r1"), start, null));
    await().until(() -> asked.size() >= 5);

    down = true;

    assertThat(failure(create(rollouts, "r2"))).isInstanceOf(StoreException.class);
    assertThat(failure(rollouts.want(new RolloutId("r1"), start, null)))
        .isInstanceOf(StoreException.class);
    var silent = asked.size();
    await().during(Duration.ofMillis(500)).until(() -> asked.size() <= silent + 1);
    assertThat(asked.size()).isLessThan(DEVICES);

    down = false;

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> summary(real, "r1").getString("state").equals("completed"));
    assertThat(asked).hasSize(DEVICES);
    assertThat(done(real.rollouts().find("r2"))).isEmpty();
    done(rollouts.stop());
    done(real.close());
  }

  /** One device after the other: each asks for the store before the next is asked. */
  private Future<Boolean> create(Rollouts rollouts, String id) {
    var definition =
        RolloutDefinition.of(
                FirmwareUpdate.of(URI.create("https://fw.example/a")),
                Targets.where("true", Targets.Membership.STATIC))
            .with()
            .pace(RolloutPace.inFlight(1))
            .done();
    return rollouts.create(new RolloutId(id), definition, By.of("anna"), null);
  }

  private void devices() {
    for (var i = 0; i < DEVICES; i++) {
      hub.report("sim-" + i, new JsonObject());
    }
    hub.answerMethods(
        (device, method) -> {
          var payload = method.payload() instanceof JsonObject json ? json : new JsonObject();
          var id = payload.getString("updateId");
          assertThat(asked.add(id)).isTrue();
          var firmware = new JsonObject().put("updateId", id);
          hub.report(
              device.value(),
              new JsonObject().put("firmwareStatus", "completed").put("firmware", firmware));
          return Future.succeededFuture(new MethodAnswer(200, firmware));
        });
  }

  private Rollouts rollouts(Stores stores) {
    return new Rollouts(
        vertx,
        new QuotaHub(
            vertx, hub, new HubQuota(vertx, HubRates.UNLIMITED), Urgency.ACTIVE, new Random(7)),
        stores,
        new RolloutJson(),
        Clock.systemUTC(),
        new Random(7),
        new DriveSettings(
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            QUICK,
            WebhookSettings.NONE));
  }

  private Stores failing(Stores real) {
    return new Stores(
        real.updates(),
        failing(RolloutStore.class, real.rollouts()),
        failing(Leases.class, real.leases()),
        failing(Requests.class, real.requests()),
        failing(Outbox.class, real.outbox()),
        failing(ForecastStore.class, real.forecasts()));
  }

  /** Each of its methods fails while the store is down. */
  private <T> T failing(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (down) {
                return Future.failedFuture(
                    new StoreException("the store is away", new IllegalStateException("test")));
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            }));
  }

  private static JsonObject summary(Stores stores, String id) {
    return new JsonObject(done(stores.rollouts().find(id)).orElseThrow().summary());
  }

  private static Throwable failure(Future<?> future) {
    await().until(future::isComplete);
    return future.cause();
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.await(20, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException tooLong) {
      throw new AssertionError(tooLong);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.whatif.Assumptions;
import io.firmcast.orchestrator.rollout.whatif.DeviceModel;
import io.firmcast.orchestrator.rollout.whatif.Forecast;
import io.firmcast.orchestrator.rollout.whatif.HubSize;
import io.firmcast.orchestrator.rollout.whatif.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RehearsalsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void the_same_is_forecast_for_the_same() throws Exception {
    var rehearsals = rehearsals(System::nanoTime);

    var one = get(rehearsals.rehearse(scene(20), assumed(5)));
    var other = get(rehearsals.rehearse(scene(20), assumed(5)));

    assertThat(other).isEqualTo(one);
    assertThat(one.runs()).isEqualTo(5);
  }

  @Test
  void what_takes_longer_than_is_allowed_is_stopped_and_says_so() {
    // Each look at this clock finds it a second later.
    var seconds = new AtomicLong();
    var rehearsals = rehearsals(() -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos());

    assertThatThrownBy(() -> get(rehearsals.rehearse(scene(1_000), assumed(1_000))))
        .hasMessageContaining("a forecast for 1000 devices takes longer than 30 s")
        .isInstanceOfSatisfying(
            ForecastException.class,
            it -> assertThat(it.reason()).isEqualTo(ForecastException.Reason.TOO_LONG));
  }

  @Test
  void more_than_eight_that_wait_are_sent_away_and_none_outlives_the_process() {
    var rehearsals = rehearsals(() -> 0);
    var scene = scene(5_000);
    var waiting =
        IntStream.range(0, 8).mapToObj(i -> rehearsals.rehearse(scene, assumed(1_000))).toList();

    var ninth = rehearsals.rehearse(scene, assumed(1));
    var closed = rehearsals.close();

    assertThat(reason(ninth)).isEqualTo(ForecastException.Reason.BUSY);
    assertThat(waiting)
        .allSatisfy(it -> assertThat(reason(it)).isEqualTo(ForecastException.Reason.ENDING));
    assertThat(closed).isNotNull();
  }

  private static ForecastException.Reason reason(Future<Forecast> failing) {
    try {
      get(failing);
    } catch (ForecastException expected) {
      return expected.reason();
    } catch (Exception other) {
      throw new AssertionError(other);
    }
    throw new AssertionError("it succeeded");
  }

  private Rehearsals rehearsals(LongSupplier nanoTime) {
    return new Rehearsals(vertx, LIMIT, nanoTime);
  }

  private static Assumptions assumed(int runs) {
    return new Assumptions(DeviceModel.DEFAULT, new HubSize("S1", 1), runs, 1, null);
  }

  private static Scene scene(int count) {
    List<DeviceId> devices =
        IntStream.range(0, count).mapToObj(i -> new DeviceId("sim-" + i)).toList();
    var firmware = FirmwareUpdate.of(URI.create("https://fw.example/a.bin"));
    return new Scene(
        new RolloutId("r1"),
        RolloutDefinition.of(firmware, Targets.devices(devices)),
        devices,
        Instant.parse("2026-11-20T22:00:00Z"));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}

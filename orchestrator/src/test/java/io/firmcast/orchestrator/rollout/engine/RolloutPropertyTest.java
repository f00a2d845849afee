// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.rollout.engine;

import static io.firmcast.orchestrator.rollout.engine.Fixture.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.orchestrator.rollout.plan.Delivery;
import io.firmcast.orchestrator.rollout.plan.ErrorLimit;
import io.firmcast.orchestrator.rollout.plan.OnError;
import io.firmcast.orchestrator.rollout.plan.PhaseDeadline;
import io.firmcast.orchestrator.rollout.plan.Rate;
import io.firmcast.orchestrator.rollout.plan.Retries;
import io.firmcast.orchestrator.rollout.plan.RolloutDeadlines;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Schedule;
import io.firmcast.orchestrator.rollout.plan.Share;
import io.firmcast.orchestrator.rollout.plan.WavePlan;
import io.firmcast.orchestrator.rollout.plan.WaveSize;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Random rollouts, operators and faults; the seed is the test's name. */
class RolloutPropertyTest {
  private static final long RUNS = Long.getLong("firmcast.rollouts", 120);
  private static final List<Delivery> DELIVERIES = List.of(Delivery.values());
  private static final List<Schedule.EndBehaviour> ENDS = List.of(Schedule.EndBehaviour.values());
  private static final int CHAOS = 600;
  private static final int CALM = 60_000;

  @TestFactory
  Stream<DynamicTest> every_rollout_keeps_its_rules_and_comes_to_its_end() {
    return LongStream.rangeClosed(1, RUNS)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> play(seed)));
  }

  private static void play(long seed) {
    var random = new Random(seed);
    var definition = definition(random);
    var fixture = Fixture.planned(definition);
    var fleet = new ChaoticFleet(random);
    var invariants = new Invariants(fixture);
    step(fixture, fleet, invariants, new OperatorEvent.Started(ANNA));

    for (var i = 0; i < CHAOS && !fixture.state().isOver(); i++) {
      fixture.now = fixture.now.plusMillis(random.nextInt(2_000));
      step(fixture, fleet, invariants, event(random, fixture, fleet));
    }
    fleet.calm = true;
    fleet.failing = 0;
    for (var i = 0; i < CALM && !fixture.state().isOver(); i++) {
      step(fixture, fleet, invariants, calmEvent(fixture, fleet));
    }

    assertThat(fixture.state().isOver()).as(() -> stuck(fixture)).isTrue();
    no_device_has_two_updates_done(fixture, fleet);
    assertThat(Rollout.replay(Fixture.ID, fixture.log).digest())
        .isEqualTo(fixture.rollout.digest());
  }

  private static void step(
      Fixture fixture, ChaoticFleet fleet, Invariants invariants, RolloutEvent event) {
    var given = fixture.send(event);
    given.forEach(fleet::carryOut);
    invariants.check(event, given);
  }

  private static RolloutEvent event(Random random, Fixture fixture, ChaoticFleet fleet) {
    if (random.nextInt(100) == 0) {
      return new TimeEvent.TakenOver(2);
    }
    if (random.nextInt(50) == 0) {
      return operator(random);
    }
    var wakeAt = fixture.rollout.wakeAt();
    if (wakeAt != null && random.nextInt(12) == 0) {
      fixture.now = wakeAt.isAfter(fixture.now) ? wakeAt : fixture.now;
      return new TimeEvent.Ticked();
    }
    var said = fleet.next();
    return said == null ? new TimeEvent.Ticked() : said;
  }

  private static OperatorEvent operator(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> new OperatorEvent.Canceled(ANNA);
      case 1 -> new OperatorEvent.Aborted(ANNA);
      case 2 -> new OperatorEvent.RolledBack(ANNA);
      case 3, 4, 5, 6, 7, 8, 9 -> new OperatorEvent.NextWave(ANNA);
      case 10, 11, 12, 13, 14, 15, 16, 17, 18 -> new OperatorEvent.RetryFailed(ANNA);
      case 19, 20, 21, 22, 23, 24, 25, 26 -> new OperatorEvent.Paused(ANNA);
      default -> new OperatorEvent.Resumed(ANNA);
    };
  }

  /** Whatever a rollout waits for is given to it: news, time, or a person. */
  private static RolloutEvent calmEvent(Fixture fixture, ChaoticFleet fleet) {
    fixture.now = fixture.now.plusMillis(10);
    if (fixture.rollout.refusal(new OperatorEvent.Resumed(ANNA)) == null) {
      return new OperatorEvent.Resumed(ANNA);
    }
    var said = fleet.next();
    if (said != null) {
      return said;
    }
    var wakeAt = fixture.rollout.wakeAt();
    if (wakeAt != null && fleet.isQuiet()) {
      fixture.now = wakeAt.isAfter(fixture.now) ? wakeAt : fixture.now;
      return new TimeEvent.Ticked();
    }
    return fleet.isQuiet() ? new OperatorEvent.NextWave(ANNA) : new TimeEvent.Ticked();
  }

  /** A device that has completed an update gets no other one but the way back. */
  private static void no_device_has_two_updates_done(Fixture fixture, ChaoticFleet fleet) {
    var wentBack = fixture.commands.stream().anyMatch(RolloutPropertyTest::isRollingBack);
    fleet
        .twins()
        .forEach(
            (device, twin) ->
                assertThat(twin.completed)
                    .as(device + " completed")
                    .hasSizeLessThanOrEqualTo(wentBack ? 2 : 1));
  }

  private static boolean isRollingBack(Command command) {
    return command instanceof Command.Announce announced
        && announced.decision() instanceof Decision.RolloutIs is
        && is.state() == RolloutState.ROLLING_BACK;
  }

  private static String stuck(Fixture fixture) {
    var open =
        fixture.rollout.views().devices(0, Integer.MAX_VALUE, null).stream()
            .filter(it -> !it.state().isOver())
            .limit(3)
            .toList();
    return fixture.rollout.view() + " is stuck with " + open;
  }

  private static RolloutDefinition definition(Random random) {
    var draft =
        Fixture.draft(10 + random.nextInt(60))
            .pace(new RolloutPace(1 + random.nextInt(20), random.nextInt(10), rate(random)))
            .delivery(DELIVERIES.get(random.nextInt(3)))
            .retries(
                new Retries(
                    random.nextInt(2),
                    random.nextInt(2),
                    3,
                    random.nextInt(2),
                    3,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(20)))
            .deadlines(deadlines(random))
            .onError(onError(random))
            .waves(waves(random));
    if (random.nextInt(5) == 0) {
      var end = Fixture.BEGIN.plus(Duration.ofMinutes(5 + random.nextInt(20)));
      var atEnd = ENDS.get(random.nextInt(3));
      draft.schedule(new Schedule(null, end, atEnd));
    }
    return draft.done();
  }

  private static RolloutDeadlines deadlines(Random random) {
    var learned = random.nextBoolean() ? PhaseDeadline.learned(3) : PhaseDeadline.DEFAULT;
    return new RolloutDeadlines(
        Duration.ofMinutes(30 + random.nextInt(600)),
        Duration.ofMinutes(5 + random.nextInt(60)),
        learned,
        learned,
        PhaseDeadline.fixed(Duration.ofMinutes(4)),
        PhaseDeadline.DEFAULT);
  }

  private static @Nullable Rate rate(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Rate.constant(1 + random.nextInt(60));
      case 1 -> Rate.constant(600 + random.nextInt(2_000));
      case 2 -> new Rate(5, 2, 10, null, 100);
      default -> null;
    };
  }

  private static OnError onError(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> OnError.abort();
      case 1 -> OnError.rollBack(Fixture.firmware(null));
      default -> OnError.DEFAULT;
    };
  }

  private static WavePlan[] waves(Random random) {
    return List.of(wave(random), wave(random), wave(random))
        .subList(0, random.nextInt(4))
        .toArray(WavePlan[]::new);
  }

  private static WavePlan wave(Random random) {
    var size =
        random.nextBoolean()
            ? WaveSize.devices(1 + random.nextInt(20))
            : WaveSize.percent(1 + random.nextInt(60));
    var errors =
        random.nextBoolean()
            ? ErrorLimit.count(1 + random.nextInt(5))
            : ErrorLimit.share(Share.percent(20 + random.nextInt(50)), 1 + random.nextInt(10));
    return WavePlan.of(size)
        .withErrors(errors)
        .withSuccess(Share.percent(50 + random.nextInt(51)))
        .withSoak(Duration.ofSeconds(random.nextInt(100)))
        .withGate(random.nextInt(4) == 0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.orchestrator.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.hub.HubException;
import io.firmcast.orchestrator.json.RolloutJson;
import io.firmcast.orchestrator.rollout.engine.By;
import io.firmcast.orchestrator.rollout.engine.OperatorEvent;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.engine.RolloutEvent;
import io.firmcast.orchestrator.rollout.engine.RolloutState;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.store.LogLine;
import io.firmcast.orchestrator.store.RolloutStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Looks at rollouts whose logs are in memory, and counts what is read of them. */
class ReplaysTest {
  private static final RolloutId ID = new RolloutId("r1");
  private static final By ANNA = By.of("anna");
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<DeviceId> DEVICES =
      IntStream.range(0, 50).mapToObj(i -> new DeviceId("sim-" + i)).toList();

  private final Vertx vertx = Vertx.vertx();
  private final DecisionLog log = new DecisionLog(new RolloutJson());
  private final Engine engine = new Engine(vertx);
  private final List<LogLine> lines = new ArrayList<>();
  private final List<Long> readAfter = new ArrayList<>();
  private Future<Void> gate = Future.succeededFuture();
  private final Replays replays = new Replays(store(), engine, log);

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_second_look_reads_only_what_is_new_and_sees_the_same_to_the_byte() throws Exception {
    happens(new OperatorEvent.Created(definition(), ANNA));
    happens(new OperatorEvent.Planned(0, true, DEVICES, ANNA));
    get(replays.see(ID, null, Rollout::digest));
    happens(new OperatorEvent.Started(ANNA));

    var remembered = get(replays.see(ID, null, Rollout::digest));

    assertThat(readAfter).containsExactly(0L, 2L);
    assertThat(remembered).isEqualTo(replayed().digest());
  }

  @Test
  void the_past_is_seen_as_it_was_whichever_way_one_goes() throws Exception {
    happens(new OperatorEvent.Created(definition(), ANNA));
    happens(new OperatorEvent.Planned(0, true, DEVICES, ANNA));
    happens(new OperatorEvent.Started(ANNA));
    happens(new OperatorEvent.Paused(ANNA));

    assertThat(state(2)).isEqualTo(RolloutState.RUNNING);
    assertThat(state(3)).isEqualTo(RolloutState.PAUSED);
    assertThat(state(1)).isEqualTo(RolloutState.DRAFT);
    assertThat(state(9)).isEqualTo(RolloutState.PAUSED);
    assertThat(get(replays.see(ID, null, Rollout::digest))).isEqualTo(replayed().digest());
  }

  @Test
  void too_many_that_look_at_once_are_sent_away() {
    Promise<Void> opens = Promise.promise();
    gate = opens.future();
    var looks =
        IntStream.range(0, 17).mapToObj(i -> replays.see(ID, null, Rollout::digest)).toList();

    assertThat(looks.get(16).cause())
        .isInstanceOfSatisfying(
            HubException.class,
            it -> assertThat(it.reason()).isEqualTo(HubException.Reason.OVERLOADED));
    assertThat(looks.get(15).isComplete()).isFalse();
    opens.complete();
  }

  private RolloutState state(int minutes) throws Exception {
    return get(
        replays.see(ID, BEGIN.plusSeconds(60L * minutes), rollout -> rollout.view().state()));
  }

  /** A line a minute. */
  private void happens(RolloutEvent event) {
    var at = BEGIN.plusSeconds(60L * lines.size());
    lines.add(log.line(lines.size() + 1, at, event, List.of()));
  }

  private Rollout replayed() {
    var rollout = new Rollout(ID);
    log.replay(rollout, lines);
    return rollout;
  }

  private RolloutStore store() {
    return (RolloutStore)
        Proxy.newProxyInstance(
            RolloutStore.class.getClassLoader(),
            new Class<?>[] {RolloutStore.class},
            (proxy, method, arguments) -> {
              var after = (Long) arguments[1];
              readAfter.add(after);
              return gate.map(open -> lines.stream().filter(line -> line.seq() > after).toList());
            });
  }

  private static RolloutDefinition definition() {
    var firmware = FirmwareUpdate.of(URI.create("https://fw.example/a.bin"));
    return RolloutDefinition.of(firmware, Targets.devices(DEVICES));
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.await(10, TimeUnit.SECONDS);
  }
}

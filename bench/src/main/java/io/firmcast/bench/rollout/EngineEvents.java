// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.rollout;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.orchestrator.rollout.engine.Logged;
import io.firmcast.orchestrator.rollout.engine.Rollout;
import io.firmcast.orchestrator.rollout.plan.RolloutDefinition;
import io.firmcast.orchestrator.rollout.plan.RolloutId;
import io.firmcast.orchestrator.rollout.plan.RolloutPace;
import io.firmcast.orchestrator.rollout.plan.Targets;
import io.firmcast.orchestrator.rollout.whatif.DeviceModel;
import io.firmcast.orchestrator.rollout.whatif.HubTier;
import io.firmcast.orchestrator.rollout.whatif.Run;
import io.firmcast.orchestrator.rollout.whatif.Scene;
import io.firmcast.orchestrator.rollout.whatif.WhatIf;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The engine alone: how fast it takes events, and how long a what-if run takes. */
@State(Scope.Benchmark)
@Fork(
    value = 2,
    jvmArgs = {"-Xmx3g", "-XX:+UseSerialGC"})
public class EngineEvents {

  private static final RolloutId ID = new RolloutId("bench");
  private static final RolloutDefinition DEFINITION =
      RolloutDefinition.of(FirmwareUpdate.of(URI.create("https://fw.example/r")), Targets.DEFAULT)
          .with()
          .pace(RolloutPace.inFlight(1_000))
          .done();

  @Param({"10000", "100000"})
  int devices;

  private List<DeviceId> ids = List.of();
  private List<Logged> log = List.of();

  /** JMH adds them up and divides by the time. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counted {
    public long events;
  }

  @Setup
  public void play() {
    ids = IntStream.range(0, devices).mapToObj(n -> new DeviceId("d" + n)).toList();
    log = PlayedLog.of(ID, DEFINITION, ids);
  }

  /** A whole rollout through the engine, event by event; {@code events} is the figure. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 3, time = 3)
  @Measurement(iterations = 5, time = 3)
  public Rollout events(Counted counted) {
    counted.events += log.size();
    return Rollout.replay(ID, log);
  }

  /** One rehearsal with devices as they usually are, on an S1 of one unit. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 1)
  @Measurement(iterations = 3)
  public Run whatIf() {
    var scene = new Scene(ID, DEFINITION, ids, Instant.EPOCH);
    return WhatIf.run(scene, HubTier.DEFAULT, DeviceModel.DEFAULT, 1L, () -> false);
  }
}

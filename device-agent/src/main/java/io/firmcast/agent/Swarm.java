// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.Links;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices of one process, brought up at a bounded pace, once. Methods may be called from any
 * thread; what is in motion is confined to one context.
 */
public final class Swarm {
  private static final Logger LOG = LoggerFactory.getLogger(Swarm.class);
  private static final Duration TICK = Duration.ofMillis(20);
  private static final int TICKS_BETWEEN_NEWS = 10;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private record Member(DeviceAgentVerticle agent, Future<String> deployment) {}

  private final Vertx vertx;
  private final Context context;
  private final SwarmPace pace;
  private final Function<AgentSettings, DeviceAgentVerticle> make;
  private final Queue<Member> members = new ConcurrentLinkedQueue<>();
  private final Promise<SwarmStatus> allTried = Promise.promise();
  private volatile int total;

  private final Queue<AgentSettings> waiting = new ArrayDeque<>();
  private int trying;
  private double allowance = 1;
  private int ticks;
  private long timer = -1;

  public Swarm(
      Vertx vertx,
      Links links,
      DeviceMake make,
      Clock clock,
      RandomGenerator random,
      SwarmPace pace) {
    this(vertx, pace, device -> new DeviceAgentVerticle(device, links, make, clock, random));
  }

  Swarm(Vertx vertx, SwarmPace pace, Function<AgentSettings, DeviceAgentVerticle> make) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.pace = pace;
    this.make = make;
  }

  /**
   * Deploys them; completes when each has tried once to connect, whatever came of it, or when the
   * swarm is undeployed. Those that are not connected go on trying.
   *
   * @param news told how far it is a few times a second, and at the end, on a Vert.x thread
   */
  public Future<SwarmStatus> deploy(List<AgentSettings> devices, Consumer<SwarmStatus> news) {
    total = devices.size();
    context.runOnContext(
        here -> {
          waiting.addAll(devices);
          timer = vertx.setPeriodic(TICK.toMillis(), tick -> tick(news));
          proceed();
        });
    return allTried.future().andThen(tried -> news.accept(status()));
  }

  /** How the devices stand now. */
  public SwarmStatus status() {
    return SwarmStatus.of(total, members.stream().map(Member::agent).toList());
  }

  /** Stops every device, whatever it is doing; takes 5 s at most. */
  public Future<Void> undeploy() {
    Promise<Void> stopped = Promise.promise();
    context.runOnContext(here -> stop().onComplete(stopped));
    return stopped.future();
  }

  private void tick(Consumer<SwarmStatus> news) {
    var earned = pace.perSecond() * (TICK.toMillis() / 1000.0);
    allowance = Math.min(allowance + earned, Math.max(1, 2 * earned));
    proceed();
    if (++ticks % TICKS_BETWEEN_NEWS == 0) {
      news.accept(status());
    }
  }

  private void proceed() {
    while (allowance >= 1 && trying < pace.atOnce() && !waiting.isEmpty()) {
      allowance--;
      begin(waiting.remove());
    }
    if (waiting.isEmpty() && trying == 0) {
      vertx.cancelTimer(timer);
      allTried.tryComplete(status());
    }
  }

  private void begin(AgentSettings device) {
    trying++;
    var agent = make.apply(device);
    var deployment = vertx.deployVerticle(agent);
    members.add(new Member(agent, deployment));
    deployment
        .compose(deployed -> agent.tried())
        .onComplete(tried -> context.runOnContext(here -> ended()))
        .onFailure(
            broken ->
                LOG.atError()
                    .addKeyValue("deviceId", device.deviceId())
                    .addKeyValue("reason", broken.getMessage())
                    .log("device not started"));
  }

  private void ended() {
    trying--;
    proceed();
  }

  private Future<Void> stop() {
    waiting.clear();
    vertx.cancelTimer(timer);
    var stopping =
        members.stream().map(member -> member.deployment().compose(vertx::undeploy)).toList();
    return Future.join(stopping)
        .timeout(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .<Void>mapEmpty()
        .recover(
            late -> {
              LOG.atWarn().addKeyValue("reason", late.getMessage()).log("not every device stopped");
              return Future.succeededFuture();
            })
        .andThen(stopped -> allTried.tryComplete(status()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.journal.Insistence;
import io.firmcast.agent.link.DeviceLink;
import io.firmcast.agent.link.LinkState;
import io.firmcast.agent.link.Links;
import io.firmcast.agent.update.Firmware;
import io.firmcast.agent.update.UnderWay;
import io.firmcast.agent.update.UpdateIds;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.FirmwareUpdate;
import io.firmcast.kit.Backoff;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device. Deploying it does not wait for the hub; {@link #state} tells how its link stands.
 * Undeploying it stops the device wherever it is: its timers are those of its context.
 */
public final class DeviceAgentVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(DeviceAgentVerticle.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** For the last write to the disk and the last report to the hub. */
  private static final Duration IN_HAND = Duration.ofMillis(1500);

  /** A hub that does not answer to a goodbye must not keep the process. */
  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final AgentSettings settings;
  private final Supplier<DeviceLink> links;
  private final DeviceMake make;
  private final Clock clock;
  private final RandomGenerator random;
  private final AgentWatch watch = new AgentWatch();
  private @Nullable DeviceLink link;
  private @Nullable FirmwareAgent agent;

  /**
   * A device as the settings describe it.
   *
   * @param make what kind of device it is
   * @param random may be shared by all devices of a process, and must be thread-safe then
   */
  public DeviceAgentVerticle(
      AgentSettings settings, Links links, DeviceMake make, Clock clock, RandomGenerator random) {
    this(
        settings,
        () -> links.make(settings.link(), settings.hub(), settings.mqttPort()),
        make,
        clock,
        random);
  }

  DeviceAgentVerticle(
      AgentSettings settings,
      Supplier<DeviceLink> links,
      DeviceMake make,
      Clock clock,
      RandomGenerator random) {
    this.settings = settings;
    this.links = links;
    this.make = make;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Future<?> start() {
    var backoff = new Backoff(FIRST_RETRY, LONGEST_RETRY, random);
    var way = make.link(vertx, settings, links);
    var reporter = new Reporter(vertx, way, settings.deviceId(), backoff);
    var memory = make.memory(vertx, settings);
    var work = new RebootingWork(make.work(vertx, settings));
    var time = make.clock(settings, clock);
    var ids = new UpdateIds(random);
    var disk = new Insistence(vertx, random);
    Function<Firmware, FirmwareUpdates> updates =
        firmware ->
            new FirmwareUpdates(settings, work, memory, disk, reporter, ids, time, watch, firmware);
    var device =
        new FirmwareAgent(
            vertx,
            settings.deviceId(),
            way,
            reporter,
            twin -> updates.apply(Firmware.started(twin, settings.version(), now(time))),
            watch::changed,
            backoff);
    link = way;
    agent = device;
    return memory
        .recall()
        .compose(
            recalled -> {
              recalled
                  .map(before -> Firmware.recalled(before, settings.version(), now(time)))
                  .ifPresent(firmware -> device.begin(updates.apply(firmware)));
              return way.open(device);
            });
  }

  @Override
  public Future<?> stop() {
    if (agent == null || link == null) {
      return Future.succeededFuture();
    }
    var way = link;
    return agent
        .stop()
        .timeout(IN_HAND.toMillis(), TimeUnit.MILLISECONDS)
        .transform(finished -> goodbye(way));
  }

  private Future<Void> goodbye(DeviceLink link) {
    return link.close()
        .timeout(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            silent -> {
              LOG.atWarn()
                  .addKeyValue("deviceId", settings.deviceId())
                  .addKeyValue("reason", silent.getMessage())
                  .log("disconnected without a goodbye");
              return Future.succeededFuture();
            });
  }

  private void reboot(Reboot reboot) {
    LOG.atInfo().addKeyValue("deviceId", settings.deviceId()).log(reboot.getMessage());
    var down = stop();
    watch.changed(new LinkState.Connecting(String.valueOf(reboot.getMessage())));
    vertx.setTimer(
        Math.max(1, reboot.down().toMillis()),
        up ->
            down.transform(gone -> start())
                .onFailure(
                    broken ->
                        LOG.atError()
                            .addKeyValue("deviceId", settings.deviceId())
                            .setCause(broken)
                            .log("not up again after a reboot")));
  }

  /** A twin needs no microseconds. */
  private static Instant now(Clock time) {
    return time.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** How the link stands; from any thread. */
  public LinkState state() {
    return watch.state();
  }

  /** What the device says it is doing; from any thread. */
  public FirmwareStatus status() {
    return watch.status();
  }

  /** Completes when the first attempt to connect has ended, well or not; from any thread. */
  public Future<LinkState> tried() {
    return watch.tried();
  }

  /** Work that may take the whole device down, after which nobody waits for it any more. */
  private final class RebootingWork implements PhaseWork {
    private final PhaseWork work;

    RebootingWork(PhaseWork work) {
      this.work = work;
    }

    @Override
    public Future<Optional<String>> refusal(FirmwareUpdate update) {
      return work.refusal(update);
    }

    @Override
    public FirmwareUpdate spelledOut(FirmwareUpdate update) {
      return work.spelledOut(update);
    }

    @Override
    public Future<Void> perform(UnderWay phase) {
      return work.perform(phase)
          .recover(
              failure -> {
                if (failure instanceof Reboot down) {
                  reboot(down);
                  return Promise.<Void>promise().future();
                }
                return Future.failedFuture(failure);
              });
    }

    @Override
    public void stop() {
      work.stop();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.FakeHub;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A polling source over a hub in memory, at intervals that tests can wait for. */
final class Watching implements AutoCloseable {
  static final Pace QUICK =
      new Pace(
          Duration.ofMillis(20),
          8,
          Duration.ofMillis(100),
          Duration.ofSeconds(60),
          Duration.ofMillis(100),
          Duration.ofSeconds(3),
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofMillis(200));

  final FakeHub hub = new FakeHub();
  volatile @Nullable DeviceId cannotBeTold;
  private final List<StatusChanged> changes = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final TwinPolling polling;

  Watching(Pace pace) {
    polling =
        new TwinPolling(
            vertx,
            hub,
            hub,
            null,
            pace,
            Clock.systemUTC(),
            RandomGenerator.of("L64X128MixRandom"),
            this::told);
  }

  private void told(List<StatusChanged> news) {
    if (news.stream().anyMatch(change -> change.deviceId().equals(cannotBeTold))) {
      throw new IllegalStateException("listener of a test");
    }
    changes.addAll(news);
  }

  void start() throws TimeoutException {
    ask(
        () -> {
          polling.start();
          return true;
        });
  }

  void stop() {
    context.runOnContext(here -> polling.stop());
  }

  void announce(String device, String update) throws TimeoutException {
    ask(
        () -> {
          polling.announced(new UpdateStarted(new DeviceId(device), new UpdateId(update)));
          return true;
        });
  }

  void expect(String device) throws TimeoutException {
    ask(
        () -> {
          polling.expect(new DeviceId(device));
          return true;
        });
  }

  void watch(String device) throws TimeoutException {
    ask(
        () -> {
          polling.watch(Set.of(new DeviceId(device)));
          return true;
        });
  }

  void unwatch(String device) throws TimeoutException {
    ask(
        () -> {
          polling.unwatch(Set.of(new DeviceId(device)));
          return true;
        });
  }

  boolean isStale() throws TimeoutException {
    return ask(polling::isStale);
  }

  long nonsense() throws TimeoutException {
    return ask(() -> polling.quarantine().admitted());
  }

  List<Quarantine.Patient> quarantined() throws TimeoutException {
    return ask(() -> polling.quarantine().after(null, 10));
  }

  @Nullable Totals totals() throws TimeoutException {
    return ask(polling::totals);
  }

  long pollIntervalMillis() throws TimeoutException {
    return ask(polling::pollIntervalMillis);
  }

  List<FirmwareStatus> statuses(String device) {
    return changesOf(device).stream().map(StatusChanged::status).toList();
  }

  List<StatusChanged> changesOf(String device) {
    return changes.stream().filter(c -> c.deviceId().value().equals(device)).toList();
  }

  /** A promise that is kept after so long, on the hub's side. */
  Future<Void> after(long millis) {
    return vertx.timer(millis, TimeUnit.MILLISECONDS).mapEmpty();
  }

  /** Waits so long, where the test is about what does not happen meanwhile. */
  void pass(long millis) throws TimeoutException {
    after(millis).await(5, TimeUnit.SECONDS);
  }

  private <T extends @Nullable Object> T ask(Callable<T> question) throws TimeoutException {
    return Future.<T>future(
            answer ->
                context.runOnContext(
                    here -> {
                      try {
                        answer.complete(question.call());
                      } catch (Exception failed) {
                        answer.fail(failed);
                      }
                    }))
        .await(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws TimeoutException {
    stop();
    vertx.close().await(5, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.kit.Problems;
import io.firmcast.stream.ingest.Patients;
import io.firmcast.stream.ingest.Quarantine;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.ingest.Totals;
import io.firmcast.stream.site.ClientAddress;
import io.firmcast.stream.site.Origins;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A feed on a port of its own, whose changes tests make up. */
final class FeedServer implements AutoCloseable, StatusSource {
  static final FeedLimits QUICK =
      new FeedLimits(
          100,
          100,
          Duration.ofSeconds(25),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          FeedLimits.standard(1, 1).writeQueueBytes());

  final Vertx vertx = Vertx.vertx();
  final List<DeviceId> watched = new CopyOnWriteArrayList<>();
  volatile boolean stale;
  volatile @Nullable Totals totals;
  private final Patients patients = new Patients();
  private final Context context = vertx.getOrCreateContext();
  private final StatusView view;
  private final Feed feed;
  private final HttpServer server;

  FeedServer(FeedLimits limits) throws TimeoutException {
    this(limits, "e1", 10_000);
  }

  FeedServer(FeedLimits limits, String epoch, int remembered) throws TimeoutException {
    var origins = new Origins(Set.of("https://firmcast.example"));
    view = new StatusView(epoch, remembered);
    var behind = new ClientAddress(Set.of("127.0.0.1"));
    feed = new Feed(vertx, view, this, origins, behind, limits);
    server = onContext(this::listen).await(5, TimeUnit.SECONDS);
  }

  private Future<HttpServer> listen() {
    var router = Problems.on(Router.router(vertx));
    router.get(Feed.PATH).handler(feed::handle);
    new FleetApi(view, this).mount(router);
    feed.start();
    // Small buffers of the kernel's, so that a reader that does not read is noticed soon.
    return vertx
        .createHttpServer(Feed.carried(new HttpServerOptions().setSendBufferSize(16 * 1024)))
        .requestHandler(router)
        .listen(0, "127.0.0.1");
  }

  int port() {
    return server.actualPort();
  }

  void poison(String device) throws TimeoutException {
    onContext(
            () -> {
              patients.admit(device);
              return Future.succeededFuture();
            })
        .await(5, TimeUnit.SECONDS);
  }

  int connections() throws TimeoutException {
    return onContext(() -> Future.succeededFuture(feed.connections())).await(5, TimeUnit.SECONDS);
  }

  void change(StatusChanged... changes) throws TimeoutException {
    onContext(
            () -> {
              feed.changed(List.of(changes));
              return Future.succeededFuture();
            })
        .await(5, TimeUnit.SECONDS);
  }

  static StatusChanged change(String device, FirmwareStatus status, long version) {
    return new StatusChanged(
        new DeviceId(device),
        status,
        Instant.parse("2026-11-20T12:00:00Z"),
        version,
        new UpdateId("u" + version),
        null,
        null);
  }

  WebSocketConnectOptions at(String query) {
    return new WebSocketConnectOptions()
        .setHost("127.0.0.1")
        .setPort(port())
        .setURI(Feed.PATH + query)
        .setAllowOriginHeader(false);
  }

  Reader read(String query) throws TimeoutException {
    return Reader.connect(vertx, at(query));
  }

  private <T> Future<T> onContext(java.util.function.Supplier<Future<T>> what) {
    return Future.future(
        done ->
            context.runOnContext(
                here -> Future.<T>future(p -> what.get().onComplete(p)).onComplete(done)));
  }

  @Override
  public Future<Void> start() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> stop() {
    return Future.succeededFuture();
  }

  @Override
  public int activeDevices() {
    return watched.size();
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public @Nullable Totals totals() {
    return totals;
  }

  @Override
  public Quarantine quarantine() {
    return patients.quarantine();
  }

  @Override
  public void announced(UpdateStarted update) {}

  @Override
  public void expect(DeviceId device) {}

  @Override
  public void watch(Set<DeviceId> devices) {
    watched.addAll(devices);
  }

  @Override
  public void unwatch(Set<DeviceId> devices) {
    devices.forEach(watched::remove);
  }

  @Override
  public long pollIntervalMillis() {
    return 500;
  }

  @Override
  public boolean isStale() {
    return stale;
  }

  @Override
  public void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }
}

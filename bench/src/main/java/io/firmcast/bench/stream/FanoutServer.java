// SPDX-License-Identifier: Apache-2.0
package io.firmcast.bench.stream;

import io.firmcast.bench.hub.Server;
import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.stream.feed.Feed;
import io.firmcast.stream.feed.FeedLimits;
import io.firmcast.stream.site.ClientAddress;
import io.firmcast.stream.site.Origins;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Tells made-up changes to many: by the feed, or by a bare broadcast, which writes the same text to
 * every socket that is not full. Arguments: {@code feed} or {@code bare}; changes a second; how
 * many make one frame.
 */
final class FanoutServer extends VerticleBase {
  private static final int DEVICES = 10_000;

  private final boolean bare;
  private final int rate;
  private final int batch;
  private final List<ServerWebSocket> sockets = new ArrayList<>();
  private HttpServer server = Vertx.vertx().createHttpServer();
  private long made;

  private FanoutServer(boolean bare, int rate, int batch) {
    this.bare = bare;
    this.rate = rate;
    this.batch = batch;
  }

  public static void main(String[] args) {
    var verticle =
        new FanoutServer(
            args[0].equals("bare"), Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    Vertx.vertx()
        .deployVerticle(verticle)
        .onComplete(
            up -> System.out.println("ready " + verticle.server.actualPort()),
            cause -> {
              cause.printStackTrace();
              System.exit(1);
            });
  }

  @Override
  public Future<?> start() {
    var every = Math.max(1, 1000L * batch / rate);
    var options = Feed.carried(new HttpServerOptions());
    if (bare) {
      vertx.setPeriodic(5000, every, tick -> broadcast(changes()));
      return listen(
          vertx
              .createHttpServer(options)
              .webSocketHandler(
                  socket -> {
                    sockets.add(socket);
                    socket.closeHandler(closed -> sockets.remove(socket));
                  }));
    }
    var limits = FeedLimits.standard(100_000, 100_000);
    var feed =
        new Feed(
            vertx,
            new StatusView("e1", 50_000),
            new NoSource(),
            new Origins(Set.of()),
            new ClientAddress(Set.of()),
            limits);
    feed.start();
    vertx.setPeriodic(5000, every, tick -> feed.changed(changes()));
    var router = Router.router(vertx);
    router.get(Feed.PATH).handler(feed::handle);
    return listen(vertx.createHttpServer(options).requestHandler(router));
  }

  private Future<HttpServer> listen(HttpServer created) {
    return created.listen(0, Server.HOST).map(listening -> server = listening);
  }

  private void broadcast(List<StatusChanged> changes) {
    var text =
        new JsonObject()
            .put("type", "delta")
            .put("seq", made)
            .put("items", new JsonArray(changes.stream().map(StatusChanged::toJson).toList()))
            .encode();
    for (var socket : sockets) {
      if (!socket.writeQueueFull()) {
        socket.writeTextMessage(text).onFailure(gone -> {});
      }
    }
  }

  private List<StatusChanged> changes() {
    var now = Instant.now();
    var changes = new ArrayList<StatusChanged>(batch);
    for (var i = 0; i < batch; i++, made++) {
      var version = made / DEVICES + 1;
      changes.add(
          new StatusChanged(
              new DeviceId("sim-" + made % DEVICES),
              version % 2 == 0 ? FirmwareStatus.APPLYING : FirmwareStatus.DOWNLOADING,
              now,
              version,
              new UpdateId("r1-sim-" + made % DEVICES + "-1"),
              "2.1.0",
              null));
    }
    return changes;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.Hub;
import io.firmcast.kit.Problems;
import io.firmcast.stream.feed.Feed;
import io.firmcast.stream.feed.FeedLimits;
import io.firmcast.stream.ingest.Pace;
import io.firmcast.stream.ingest.TwinPolling;
import io.firmcast.stream.site.OrchestratorProxy;
import io.firmcast.stream.site.Origins;
import io.firmcast.stream.site.Page;
import io.firmcast.stream.site.SecurityHeaders;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fleet's twins, publishes every change as {@link StatusChanged} on the event bus, and
 * serves the feed, the page and the orchestrator's API under one origin.
 */
public final class StatusStreamVerticle extends VerticleBase {
  private final Hub hub;
  private final StatusStreamSettings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private volatile @Nullable TwinPolling polling;
  private @Nullable Feed feed;
  private @Nullable OrchestratorProxy proxy;
  private volatile @Nullable HttpServer server;

  /**
   * @param hub stays open when the verticle is undeployed: it belongs to the caller
   */
  public StatusStreamVerticle(
      Hub hub, StatusStreamSettings settings, Clock clock, RandomGenerator random) {
    this.hub = hub;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Future<?> start() {
    var pace = Pace.of(settings.pollInterval(), settings.sweepInterval(), settings.readsInFlight());
    var source = new TwinPolling(vertx, hub, pace, clock, random, this::changed);
    var view = new StatusView(Long.toHexString(random.nextLong()));
    var origins = new Origins(settings.origins());
    var clients =
        new Feed(vertx, view, source, origins, FeedLimits.standard(settings.maxConnections()));
    var orchestrator =
        new OrchestratorProxy(vertx, settings.orchestrator(), origins, source::expect);
    polling = source;
    feed = clients;
    proxy = orchestrator;
    return UpdateStarted.TOPIC
        .subscribe(vertx, source::announced)
        .compose(subscribed -> listen(routes(clients, orchestrator)))
        .map(
            listening -> {
              clients.start();
              source.start();
              return listening;
            });
  }

  @Override
  public Future<?> stop() {
    var source = polling;
    if (source != null) {
      source.stop();
    }
    var clients = feed;
    var listening = server;
    var forwarding = proxy;
    return (clients == null ? Future.<Void>succeededFuture() : clients.stop())
        .eventually(() -> listening == null ? Future.succeededFuture() : listening.close())
        .eventually(() -> forwarding == null ? Future.succeededFuture() : forwarding.close());
  }

  /** The port it listens on; 0 before it does. Safe from any thread. */
  public int port() {
    var listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  /**
   * For a readiness check: up while the hub is read, down while what is shown may be stale. Safe
   * from any thread.
   */
  public Handler<Promise<Status>> readiness() {
    return check -> {
      var source = polling;
      if (source == null) {
        check.complete(Status.KO(new JsonObject().put("hub", "not started")));
      } else {
        context.runOnContext(here -> check.complete(statusOf(source)));
      }
    };
  }

  private static Status statusOf(TwinPolling source) {
    var data = new JsonObject().put("pollIntervalMs", source.pollIntervalMillis());
    return source.isStale()
        ? Status.KO(data.put("hub", "stale"))
        : Status.OK(data.put("hub", "fresh"));
  }

  private void changed(List<StatusChanged> changes) {
    changes.forEach(change -> StatusChanged.TOPIC.publish(vertx, change));
    if (feed != null) {
      feed.changed(changes);
    }
  }

  private Future<HttpServer> listen(Router routes) {
    var options = Feed.carried(new HttpServerOptions());
    return vertx
        .createHttpServer(options)
        .requestHandler(routes)
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  private Router routes(Feed clients, OrchestratorProxy orchestrator) {
    var routes = Problems.on(Router.router(vertx));
    routes.route().handler(new SecurityHeaders());
    routes.get(Feed.PATH).handler(clients::handle);
    orchestrator.mount(routes);
    routes.get().handler(Page.handler());
    return routes;
  }
}

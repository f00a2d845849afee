// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.Hub;
import io.firmcast.hub.events.TwinEvents;
import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.QuotaHub;
import io.firmcast.hub.quota.Urgency;
import io.firmcast.kit.Problems;
import io.firmcast.stream.feed.Feed;
import io.firmcast.stream.feed.FeedLimits;
import io.firmcast.stream.feed.FleetApi;
import io.firmcast.stream.ingest.Pace;
import io.firmcast.stream.ingest.TwinPolling;
import io.firmcast.stream.site.ClientAddress;
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
  private static final long METRICS_MILLIS = 1000;

  private final Hub hub;
  private final StatusStreamSettings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private final @Nullable TwinEvents events;
  private volatile @Nullable TwinPolling polling;
  private @Nullable Feed feed;
  private @Nullable OrchestratorProxy proxy;
  private volatile @Nullable HttpServer server;
  private volatile String metrics = "";

  /** One that reads twins only. */
  public StatusStreamVerticle(
      Hub hub, StatusStreamSettings settings, Clock clock, RandomGenerator random) {
    this(hub, null, settings, clock, random);
  }

  /**
   * @param hub stays open when the verticle is undeployed: it belongs to the caller
   * @param events what the hub tells by itself, needed unless the source is POLL; the verticle's
   */
  public StatusStreamVerticle(
      Hub hub,
      @Nullable TwinEvents events,
      StatusStreamSettings settings,
      Clock clock,
      RandomGenerator random) {
    if (events == null && settings.source() != SourceKind.POLL) {
      throw new IllegalArgumentException("a source by events needs events");
    }
    this.hub = hub;
    this.events = events;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Future<?> start() {
    var quota = new HubQuota(vertx, settings.rates());
    var paced = new QuotaHub(vertx, hub, quota, Urgency.ACTIVE, random);
    var source =
        new TwinPolling(
            vertx,
            paced,
            paced.with(Urgency.SWEEP),
            settings.source() == SourceKind.POLL ? null : events,
            pace(),
            clock,
            random,
            this::changed);
    var view = new StatusView(Long.toHexString(random.nextLong()), settings.remembered());
    var origins = new Origins(settings.origins());
    var limits = FeedLimits.standard(settings.maxClients(), settings.maxClientsPerAddress());
    var proxies = new ClientAddress(settings.trustedProxies());
    var clients = new Feed(vertx, view, source, origins, proxies, limits);
    var orchestrator =
        new OrchestratorProxy(vertx, settings.orchestrator(), origins, source::expect);
    polling = source;
    feed = clients;
    proxy = orchestrator;
    return UpdateStarted.TOPIC
        .subscribe(vertx, source::announced)
        .compose(subscribed -> listen(routes(clients, new FleetApi(view, source), orchestrator)))
        .compose(
            listening -> {
              clients.start();
              publish(new StreamMetrics(source, view, clients, quota));
              return source.start();
            });
  }

  private Pace pace() {
    var pace = Pace.of(settings.pollInterval(), settings.sweepInterval(), settings.readsInFlight());
    return settings.source() == SourceKind.EVENTS ? pace.asRepair() : pace;
  }

  /** Whoever asks for them does so on another thread. */
  private void publish(StreamMetrics current) {
    metrics = current.text();
    vertx.setPeriodic(METRICS_MILLIS, tick -> metrics = current.text());
  }

  @Override
  public Future<?> stop() {
    var source = polling;
    var clients = feed;
    var listening = server;
    var forwarding = proxy;
    return (source == null ? Future.<Void>succeededFuture() : source.stop())
        .eventually(() -> clients == null ? Future.succeededFuture() : clients.stop())
        .eventually(() -> listening == null ? Future.succeededFuture() : listening.close())
        .eventually(() -> forwarding == null ? Future.succeededFuture() : forwarding.close());
  }

  /** The port it listens on; 0 before it does. Safe from any thread. */
  public int port() {
    var listening = server;
    return listening == null ? 0 : listening.actualPort();
  }

  /** In Prometheus' text format, at most a second old. Safe from any thread. */
  public String metrics() {
    return metrics;
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

  private Router routes(Feed clients, FleetApi fleet, OrchestratorProxy orchestrator) {
    var routes = Problems.on(Router.router(vertx));
    routes.route().handler(new SecurityHeaders());
    routes.get(Feed.PATH).handler(clients::handle);
    fleet.mount(routes);
    orchestrator.mount(routes);
    routes.get().handler(Page.handler());
    return routes;
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.access.Access;
import io.firmcast.localhub.configuration.Configurations;
import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Witness;
import io.firmcast.localhub.fault.Faults;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.head.AnyCertificate;
import io.firmcast.localhub.head.Head;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.job.Jobs;
import io.firmcast.localhub.message.CloudMessages;
import io.firmcast.localhub.method.DirectMethods;
import io.firmcast.localhub.query.Paging;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTPS side of the hub on one event loop: the service API. */
public final class RestVerticle extends VerticleBase implements Head {

  private static final Logger LOG = LoggerFactory.getLogger(RestVerticle.class);
  private static final int MAX_BODY_BYTES = 256 * 1024;
  // Longer than the longest method call, 300 s to connect and 300 s to answer: a connection closed
  // under a waiting call makes the JDK send it again.
  private static final int IDLE_SECONDS = 660;

  private final RestSettings settings;
  private final Gate gate;
  private final Toll toll;
  private final AdminApi admin;
  private final ErrorBody errors;
  private final WebSocketUpgrade webSockets;
  private final Routes routes = new Routes();
  private final EventApi events;
  private final WitnessApi witnessed;
  private @Nullable HttpServer server;

  /**
   * @param deviceSockets takes over the sockets that have been upgraded to MQTT over WebSocket
   */
  public RestVerticle(
      Vertx vertx,
      RestSettings settings,
      Devices devices,
      DirectMethods methods,
      CloudMessages messages,
      Handler<NetSocket> deviceSockets,
      Fleet fleet,
      Jobs jobs,
      Configurations configurations,
      Paging paging,
      EventFeed feed,
      Witness witness,
      Gate gate,
      Throttles throttles,
      Faults faults,
      Access access,
      HubNames names,
      ErrorBody errors) {
    this.settings = settings;
    this.gate = gate;
    this.toll = new Toll(throttles, faults);
    this.admin =
        new AdminApi(
            throttles,
            faults,
            new MessageAdmin(devices, messages),
            new AccessAdmin(access, gate),
            names);
    this.errors = errors;
    this.webSockets = new WebSocketUpgrade(deviceSockets);
    this.events = new EventApi(vertx, feed, settings.readerPatience(), gate, errors);
    this.witnessed = new WitnessApi(witness, names);
    new QueryApi(vertx, fleet, jobs, configurations, paging).addTo(routes);
    new JobApi(vertx, jobs, paging).addTo(routes);
    new RegistryApi(devices, throttles).addTo(routes);
    new BulkApi(devices, throttles).addTo(routes);
    new ConfigurationApi(configurations).addTo(routes);
    new TwinApi(devices, configurations).addTo(routes);
    new MethodApi(methods).addTo(routes);
    new MessageApi(devices, messages).addTo(routes);
  }

  @Override
  public Future<?> start() {
    // For devices that come by WebSocket; the service side has none to show.
    var options = AnyCertificate.askedBy(settings.tls().applyTo(new HttpServerOptions()));
    options.setKeyCertOptions(settings.certificate());
    options.setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS);
    var service = serviceRouter();
    var own = ownRouter();
    return vertx
        .createHttpServer(options)
        .requestHandler(
            request -> {
              if (WebSocketUpgrade.asksForIt(request)) {
                webSockets.answer(request);
              } else if (isOwn(request.path())) {
                own.handle(request);
              } else {
                service.handle(request);
              }
            })
        .invalidRequestHandler(this::refuseUnread)
        .connectionHandler(
            connection ->
                connection.exceptionHandler(cause -> LOG.debug("what came is no HTTP", cause)))
        .listen(settings.port(), settings.host())
        .map(listening -> server = listening);
  }

  /** What follows on the connection cannot be told from the rest of the request. */
  private void refuseUnread(HttpServerRequest request) {
    request.response().putHeader("Connection", "close");
    ErrorForm.NAMED
        .answer(EarlyFailure.of(request), errors)
        .writeTo(request.response())
        .eventually(() -> request.connection().close())
        .onFailure(cause -> LOG.debug("the caller went away before the answer", cause));
  }

  /** Has no route with a path: to match one, Vert.x wants each {@code %} to begin an escape. */
  private Router serviceRouter() {
    var router = Router.router(vertx);
    router.route().handler(RestVerticle::checkParameters);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    router.route().handler(request -> exchange(request).run(routes));
    router.route().failureHandler(request -> exchange(request).refuse(EarlyFailure.of(request)));
    return router;
  }

  /** What is no part of IoT Hub's API. */
  private Router ownRouter() {
    var router = Router.router(vertx);
    // What no failure handler gets: a path that cannot be compared with a route's.
    router.errorHandler(400, request -> exchange(request).refuse(EarlyFailure.malformed()));
    router.errorHandler(404, request -> noRoute(request, 404));
    router.errorHandler(405, request -> noRoute(request, 405));
    router.route().handler(RestVerticle::checkParameters);
    events.addTo(router);
    witnessed.addTo(router);
    router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
    admin.addTo(router);
    router.route().failureHandler(request -> exchange(request).refuse(EarlyFailure.of(request)));
    return router;
  }

  private void noRoute(RoutingContext request, int status) {
    if (request.normalizedPath().startsWith("/admin/")) {
      AdminApi.refuse(request, status);
    } else {
      exchange(request).run(routes);
    }
  }

  private static boolean isOwn(@Nullable String path) {
    return path != null && (path.startsWith("/admin") || path.startsWith("/events"));
  }

  /** Once for all who ask for a parameter later: Vert.x throws when one of them is malformed. */
  private static void checkParameters(RoutingContext request) {
    try {
      request.queryParams();
    } catch (RuntimeException malformed) {
      request.fail(400, malformed);
      return;
    }
    request.next();
  }

  @Override
  public int port() {
    return server == null ? 0 : server.actualPort();
  }

  /** Stops listening at once, answers what is in flight within the given time and closes. */
  public Future<Void> drain(Duration patience) {
    events.close();
    return server == null
        ? Future.succeededFuture()
        : server.shutdown(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Exchange exchange(RoutingContext request) {
    return new Exchange(request, context, gate, toll, errors);
  }
}

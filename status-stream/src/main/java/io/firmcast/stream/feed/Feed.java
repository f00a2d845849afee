// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Problem;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.site.ClientAddress;
import io.firmcast.stream.site.Origins;
import io.firmcast.stream.view.Filter;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/v1/status}: what changes, by a WebSocket or by server-sent events, or one JSON
 * page. Everything runs on the context that started it.
 */
public final class Feed {
  public static final String PATH = "/api/v1/status";
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final String PROTOCOL = "firmcast.v1.json";
  private static final String EVENT_STREAM = "text/event-stream";
  private static final Set<String> FROM = Set.of(FeedQuery.FROM);
  private static final long STALE_CHECK_MILLIS = 1000;
  private static final long GOODBYE_MILLIS = 300;

  private final Vertx vertx;
  private final StatusView view;
  private final StatusSource source;
  private final Origins origins;
  private final ClientAddress addressOf;
  private final FeedLimits limits;
  private final Addresses addresses;
  private final Signs signs;
  private final Audience audience;
  private final Batch batch;
  private final StatusPage page;
  private int upgrading;
  private boolean stale;

  public Feed(
      Vertx vertx,
      StatusView view,
      StatusSource source,
      Origins origins,
      ClientAddress addressOf,
      FeedLimits limits) {
    this.vertx = vertx;
    this.view = view;
    this.source = source;
    this.origins = origins;
    this.addressOf = addressOf;
    this.limits = limits;
    this.addresses = new Addresses(limits.perAddress(), System::nanoTime);
    this.signs = new Signs(new Frames(view.epoch()), source, limits.heartbeat());
    this.audience = new Audience(view, signs.frames());
    this.batch = new Batch(vertx, audience::tell);
    this.page = new StatusPage(view);
  }

  /** What the server that carries the feed must know before it takes the first connection. */
  public static HttpServerOptions carried(HttpServerOptions options) {
    return options
        .addWebSocketSubProtocol(PROTOCOL)
        .setMaxWebSocketFrameSize(FeedLimits.INBOUND_BYTES)
        .setMaxWebSocketMessageSize(FeedLimits.INBOUND_BYTES)
        // Who does not answer a close frame is cut off: it may not have read for a while.
        .setWebSocketClosingTimeout(2)
        // A window of 300 KB for each client costs more than the bytes it saves.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setHttp2ClearTextEnabled(false);
  }

  /** Starts the signs of life; they end with the verticle that called this. */
  public void start() {
    stale = source.isStale();
    vertx.setPeriodic(
        limits.ping().toMillis(), tick -> audience.each(client -> client.outlet().ping()));
    vertx.setPeriodic(limits.heartbeat().toMillis(), tick -> audience.each(FeedClient::bookmark));
    vertx.setPeriodic(STALE_CHECK_MILLIS, tick -> look());
  }

  /** Says goodbye to every client, and ends what is still connected a moment later. */
  public Future<Void> stop() {
    if (audience.size() == 0) {
      return Future.succeededFuture();
    }
    audience.each(client -> client.outlet().close(CloseCode.GOING_AWAY, "the service stops"));
    return vertx
        .timer(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(over -> audience.each(client -> client.outlet().cut()))
        .mapEmpty();
  }

  public int connections() {
    return audience.size();
  }

  /** Takes changes of one device, oldest first, into the view and tells them. */
  public void changed(List<StatusChanged> changes) {
    batch.add(changes);
  }

  public void handle(RoutingContext request) {
    origins.check(request.request());
    var address = addressOf.of(request.request());
    if ("websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
      admit(request, address);
      upgrade(request, address);
    } else if (accepts(request, EVENT_STREAM)) {
      var filter = FeedQuery.filter(request.queryParams(), FROM);
      var from =
          FeedQuery.from(request.queryParams(), request.request().getHeader("Last-Event-ID"));
      admit(request, address);
      stream(request, address, filter, from);
    } else {
      retryLater(request, () -> addresses.spend(address));
      answerOnce(request);
    }
  }

  private void answerOnce(RoutingContext request) {
    if (request.request().getHeader(HttpHeaders.ACCEPT) != null
        && !accepts(request, "json")
        && !accepts(request, "*/*")) {
      throw new Problem(
          406, "not-acceptable", "This is application/json, " + EVENT_STREAM + " or a WebSocket.");
    }
    batch.flush();
    var body = page.answer(PATH, request.queryParams());
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("client left before its page"));
  }

  private static boolean accepts(RoutingContext request, String type) {
    var wanted = request.request().getHeader(HttpHeaders.ACCEPT);
    return wanted != null && wanted.contains(type);
  }

  private void admit(RoutingContext request, String address) {
    retryLater(
        request,
        () -> {
          if (audience.size() + upgrading >= limits.connections()) {
            throw new Problem(
                503, "too-many-connections", "The feed has as many clients as it takes.");
          }
          addresses.enter(address);
        });
  }

  private static void retryLater(RoutingContext request, Runnable step) {
    try {
      step.run();
    } catch (Problem tooMuch) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "10");
      throw tooMuch;
    }
  }

  private void upgrade(RoutingContext request, String address) {
    var query = request.queryParams();
    var connection = request.request().connection();
    upgrading++;
    request
        .request()
        .toWebSocket()
        .onComplete(upgraded -> upgrading--)
        .onSuccess(
            socket -> {
              var outlet = new SocketOutlet(vertx, socket, connection, limits.writeQueueBytes());
              outlet.onClose(() -> addresses.leave(address));
              try {
                var from = FeedQuery.from(query, null);
                var client = client(outlet, FeedQuery.filter(query, FROM));
                listen(outlet, client, address);
                open(client, address, from);
              } catch (Problem bad) {
                // A page cannot see the answer to a refused handshake, but it can read a frame.
                outlet.write(signs.frames().error(bad));
                outlet.close(CloseCode.POLICY_VIOLATION, bad.code());
              }
            })
        .onFailure(
            refused -> {
              addresses.leave(address);
              LOG.atDebug().setCause(refused).log("not a WebSocket handshake");
            });
  }

  private void stream(
      RoutingContext request, String address, Filter filter, @Nullable ResumePoint from) {
    var connection = request.request().connection();
    var outlet = new EventStreamOutlet(request.response(), connection, limits.writeQueueBytes());
    open(client(outlet, filter), address, from);
  }

  private FeedClient client(Outlet outlet, Filter filter) {
    return new FeedClient(vertx, outlet, view, signs, limits.stall(), filter);
  }

  private void listen(SocketOutlet outlet, FeedClient client, String address) {
    var talk =
        new Talk(
            client,
            () -> addresses.maySpend(address),
            next -> show(client, next),
            System::nanoTime);
    outlet.onMessage(talk::heard);
  }

  private void open(FeedClient client, String address, @Nullable ResumePoint from) {
    batch.flush();
    audience.add(client);
    client.onClose(() -> closed(client, address));
    source.watch(client.filter().devices());
    client.begin(from);
  }

  private void show(FeedClient client, Subscribe next) {
    batch.flush();
    source.watch(next.filter().devices());
    source.unwatch(client.filter().devices());
    client.show(next.filter(), next.id());
  }

  private void closed(FeedClient client, String address) {
    if (audience.remove(client)) {
      addresses.leave(address);
      source.unwatch(client.filter().devices());
    }
  }

  private void look() {
    addresses.tidy();
    if (stale != source.isStale()) {
      stale = !stale;
      audience.each(FeedClient::bookmark);
    }
  }
}

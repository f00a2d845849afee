// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Problem;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.site.Origins;
import io.firmcast.stream.view.Filter;
import io.firmcast.stream.view.StatusView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/v1/status}: a WebSocket that tells what changes, or one JSON page. Everything
 * runs on the context that started it.
 */
public final class Feed {
  public static final String PATH = "/api/v1/status";
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
  private static final String PROTOCOL = "firmcast.v1.json";
  private static final long STALE_CHECK_MILLIS = 1000;
  private static final long GOODBYE_MILLIS = 300;

  private final Set<FeedClient> clients = new LinkedHashSet<>();
  private final Vertx vertx;
  private final StatusView view;
  private final StatusSource source;
  private final Origins origins;
  private final FeedLimits limits;
  private final StatusPage page;
  private int upgrading;
  private boolean stale;

  public Feed(
      Vertx vertx, StatusView view, StatusSource source, Origins origins, FeedLimits limits) {
    this.vertx = vertx;
    this.view = view;
    this.source = source;
    this.origins = origins;
    this.limits = limits;
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
    vertx.setPeriodic(limits.ping().toMillis(), tick -> copy().forEach(FeedClient::ping));
    vertx.setPeriodic(limits.heartbeat().toMillis(), tick -> bookmarks());
    vertx.setPeriodic(STALE_CHECK_MILLIS, tick -> tellIfStalenessChanged());
  }

  /** Says goodbye to every client, and ends what is still connected a moment later. */
  public Future<Void> stop() {
    if (clients.isEmpty()) {
      return Future.succeededFuture();
    }
    copy().forEach(FeedClient::goAway);
    return vertx
        .timer(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)
        .onSuccess(over -> copy().forEach(FeedClient::cut))
        .mapEmpty();
  }

  public int connections() {
    return clients.size();
  }

  /** Takes changes of one device, oldest first, into the view and tells them. */
  public void changed(List<StatusChanged> changes) {
    var delta = view.apply(changes);
    var whole = new Once(() -> Frames.delta(delta.seq(), changes));
    copy().forEach(client -> client.offer(delta, whole));
  }

  public void handle(RoutingContext request) {
    origins.check(request.request());
    if ("websocket".equalsIgnoreCase(request.request().getHeader(HttpHeaders.UPGRADE))) {
      upgrade(request);
    } else {
      answerOnce(request);
    }
  }

  private void answerOnce(RoutingContext request) {
    var wanted = request.request().getHeader(HttpHeaders.ACCEPT);
    if (wanted != null && !wanted.contains("json") && !wanted.contains("*/*")) {
      throw new Problem(406, "not-acceptable", "This is application/json, or a WebSocket.");
    }
    var body = page.answer(PATH, request.queryParams());
    request
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer())
        .onFailure(gone -> LOG.atDebug().setCause(gone).log("client left before its page"));
  }

  private void upgrade(RoutingContext request) {
    if (clients.size() + upgrading >= limits.connections()) {
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "10");
      throw new Problem(503, "too-many-connections", "The feed has as many clients as it takes.");
    }
    var query = request.queryParams();
    upgrading++;
    request
        .request()
        .toWebSocket()
        .onComplete(upgraded -> upgrading--)
        .onSuccess(
            socket -> {
              var connection = request.request().connection();
              try {
                open(client(socket, connection, FeedQuery.filter(query, Set.of())));
              } catch (Problem bad) {
                // A page cannot see the answer to a refused handshake, but it can read a frame.
                client(socket, connection, Filter.EVERYTHING).refuse(bad);
              }
            })
        .onFailure(refused -> LOG.atDebug().setCause(refused).log("not a WebSocket handshake"));
  }

  private void open(FeedClient client) {
    clients.add(client);
    client.onClose(() -> closed(client));
    source.watch(client.filter().devices());
    client.begin(
        Frames.hello(
            view.epoch(),
            view.seq(),
            limits.heartbeat().toSeconds(),
            source.pollIntervalMillis(),
            source.isStale()));
  }

  private FeedClient client(ServerWebSocket socket, HttpConnection connection, Filter filter) {
    return new FeedClient(vertx, socket, Wire.beneath(connection), view, filter, limits);
  }

  private void closed(FeedClient client) {
    if (clients.remove(client)) {
      source.unwatch(client.filter().devices());
    }
  }

  private void tellIfStalenessChanged() {
    if (stale != source.isStale()) {
      stale = !stale;
      bookmarks();
    }
  }

  private void bookmarks() {
    var interval = source.pollIntervalMillis();
    var now = source.isStale();
    copy().forEach(client -> client.bookmark(interval, now));
  }

  /** A client may close, and leave the set, while it is being told something. */
  private List<FeedClient> copy() {
    return List.copyOf(clients);
  }

  /** A text that is made when it is first asked for. */
  private static final class Once implements Supplier<String> {
    private final Supplier<String> make;
    private @Nullable String made;

    Once(Supplier<String> make) {
      this.make = make;
    }

    @Override
    public String get() {
      var text = made == null ? make.get() : made;
      made = text;
      return text;
    }
  }
}

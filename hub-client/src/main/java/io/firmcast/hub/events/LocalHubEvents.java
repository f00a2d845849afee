// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.kit.Trust;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event feed of the local hub, {@code GET /events}: the messages that a real hub sends to an
 * Event Hub, as server-sent events (docs/local-hub.md). Confined to the context that started it.
 */
public final class LocalHubEvents implements TwinEvents {
  private static final Logger LOG = LoggerFactory.getLogger(LocalHubEvents.class);
  private static final String PATH = "/events?source=twinChangeEvents,deviceLifecycleEvents";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final int HTTPS = 443;

  private final Vertx vertx;
  private final ConnectionString service;
  private final Clock clock;
  private final Backoff backoff;
  private final HttpClient http;
  private @Nullable Listener listener;
  private String last = "";
  private int failures;
  private boolean stopped;

  public LocalHubEvents(
      Vertx vertx, ConnectionString service, Trust trust, Clock clock, RandomGenerator random) {
    this.vertx = vertx;
    this.service = service;
    this.clock = clock;
    this.backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), random);
    this.http = vertx.createHttpClient(options(trust));
  }

  private static HttpClientOptions options(Trust trust) {
    try {
      var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      authorities.init(trust.keyStore());
      return new HttpClientOptions()
          .setSsl(true)
          .setTrustOptions(TrustOptions.wrap(authorities.getTrustManagers()[0]))
          .setConnectTimeout((int) CONNECT.toMillis());
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  @Override
  public Future<Void> start(Listener told) {
    listener = told;
    return connect();
  }

  @Override
  public Future<Void> stop() {
    stopped = true;
    return http.close();
  }

  /** Succeeds with the first connection, or when it has failed and the next is to be tried. */
  private Future<Void> connect() {
    return http.request(request())
        .compose(HttpClientRequest::send)
        .compose(this::listen)
        .recover(
            failure -> {
              lost(failure);
              return Future.succeededFuture();
            });
  }

  private RequestOptions request() {
    var colon = service.hostName().indexOf(':');
    var port = colon < 0 ? HTTPS : Integer.parseInt(service.hostName().substring(colon + 1));
    return new RequestOptions()
        .setMethod(HttpMethod.GET)
        .setHost(service.host())
        .setPort(port)
        .setURI(last.isEmpty() ? PATH : PATH + "&from=" + last)
        .putHeader("Authorization", SasToken.forService(service, clock.instant().plus(TOKEN_LIFE)));
  }

  private Future<Void> listen(HttpClientResponse answer) {
    if (answer.statusCode() != 200) {
      return Future.failedFuture("the hub answers its event feed with " + answer.statusCode());
    }
    var lines = new EventLines(this::heard);
    answer.handler(lines::take);
    Promise<Void> over = Promise.promise();
    answer.exceptionHandler(over::tryFail);
    answer.endHandler(ended -> over.tryComplete());
    over.future().onComplete(ended -> lost(ended.cause()));
    if (last.isEmpty()) {
      // What happened before the first connection was never told.
      tellMissed();
    }
    return Future.succeededFuture();
  }

  private void heard(EventLines.Event event) {
    failures = 0;
    last = event.id().isEmpty() ? last : event.id();
    if (event.name().equals("gone")) {
      tellMissed();
      return;
    }
    try {
      var message = new JsonObject(event.data()).getJsonObject("event", new JsonObject());
      var application =
          message
              .getJsonObject("properties", new JsonObject())
              .getJsonObject("application", new JsonObject());
      var told = listener;
      if (told != null && !stopped) {
        TwinEvent.of(application, message.getValue("payload")).ifPresent(told::happened);
      }
    } catch (DecodeException | ClassCastException nonsense) {
      LOG.atWarn().addKeyValue("reason", nonsense.getMessage()).log("event not understood");
    }
  }

  private void tellMissed() {
    var told = listener;
    if (told != null && !stopped) {
      told.missed();
    }
  }

  private void lost(@Nullable Throwable why) {
    if (stopped) {
      return;
    }
    LOG.atDebug().setCause(why).log("event feed lost, trying again");
    vertx.setTimer(
        backoff.delayMillis(failures++),
        again -> {
          if (!stopped) {
            connect().onFailure(never -> LOG.atError().setCause(never).log("event feed ended"));
          }
        });
  }
}

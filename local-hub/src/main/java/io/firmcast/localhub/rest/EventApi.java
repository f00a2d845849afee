// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.Position;
import io.firmcast.localhub.event.Source;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.Right;
import io.firmcast.localhub.wire.ErrorBody;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /events}: the feed as server-sent events, for holders of the right to connect as a
 * service. Not an address of Azure's: there the same messages come from an Event Hub.
 *
 * <p>{@code ?from=} or the header {@code Last-Event-ID} is the {@code id} of the last event seen;
 * {@code from=oldest} gives all that is held, and without either the stream begins now. {@code
 * ?source=twinChangeEvents,…} leaves out the other sources. An event {@code gone} in place of the
 * missed ones says that they are no longer held.
 */
final class EventApi {

  private static final Logger LOG = LoggerFactory.getLogger(EventApi.class);

  private final Vertx vertx;
  private final EventFeed feed;
  private final Duration patience;
  private final Gate gate;
  private final ErrorBody errors;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  EventApi(Vertx vertx, EventFeed feed, Duration patience, Gate gate, ErrorBody errors) {
    this.vertx = vertx;
    this.feed = feed;
    this.patience = patience;
    this.gate = gate;
    this.errors = errors;
  }

  void addTo(Router router) {
    router.get("/events").handler(this::stream);
  }

  /** Ends every stream: they would hold up the end of the hub for nothing. */
  void close() {
    open.forEach(EventStream::end);
  }

  private void stream(RoutingContext request) {
    try {
      authorise(request);
      var from = from(request);
      var sources = sources(parameter(request, "source"));
      var stream = new EventStream(vertx, feed, patience, request.response(), open::remove);
      open.add(stream);
      stream.begin(from, sources);
    } catch (HubFailure refused) {
      refuse(request, refused);
    }
  }

  private void authorise(RoutingContext request) {
    var token = request.request().getHeader("Authorization");
    if (token == null || !gate.serviceAllows(token, List.of(Right.SERVICE_CONNECT))) {
      throw new HubFailure(Code.UNAUTHORIZED, "Unauthorized");
    }
  }

  /** The header wins: a browser that reconnects repeats the address it first had. */
  private Position from(RoutingContext request) {
    var header = request.request().getHeader("Last-Event-ID");
    var text = header == null ? parameter(request, "from") : header;
    return switch (text) {
      case "" -> feed.newest();
      case "oldest" -> feed.oldest();
      default ->
          Position.parse(text)
              .orElseThrow(
                  () -> new HubFailure(Code.ARGUMENT_INVALID, "from is not the id of an event"));
    };
  }

  private static String parameter(RoutingContext request, String name) {
    var value = Parameters.of(request.request()).get(name);
    return value == null ? "" : value;
  }

  private static Set<Source> sources(String text) {
    if (text.isEmpty()) {
      return EnumSet.allOf(Source.class);
    }
    var sources = EnumSet.noneOf(Source.class);
    for (var name : List.of(text.split(",", -1))) {
      sources.add(
          Source.of(name)
              .orElseThrow(() -> new HubFailure(Code.ARGUMENT_INVALID, "No source " + name)));
    }
    return sources;
  }

  private void refuse(RoutingContext request, HubFailure failure) {
    ErrorForm.NAMED
        .answer(failure, errors)
        .writeTo(request.response())
        .onFailure(cause -> LOG.debug("the caller went away before the answer", cause));
  }
}

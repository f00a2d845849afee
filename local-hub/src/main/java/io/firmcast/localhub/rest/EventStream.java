// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.event.EventFeed;
import io.firmcast.localhub.event.EventListener;
import io.firmcast.localhub.event.EventReader;
import io.firmcast.localhub.event.HubEvent;
import io.firmcast.localhub.event.Position;
import io.firmcast.localhub.event.Source;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed to one reader as server-sent events. Confined to the connection's context. A reader that
 * takes nothing for longer than it may is disconnected: it may come back for the rest.
 */
final class EventStream implements EventListener {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final Vertx vertx;
  private final EventFeed feed;
  private final Duration mayTakeNothing;
  private final HttpServerResponse response;
  private final Consumer<EventStream> ended;
  private final Context context;
  private long heartbeat = -1;
  private long patience = -1;
  private @Nullable EventReader reader;

  EventStream(
      Vertx vertx,
      EventFeed feed,
      Duration mayTakeNothing,
      HttpServerResponse response,
      Consumer<EventStream> ended) {
    this.vertx = vertx;
    this.feed = feed;
    this.mayTakeNothing = mayTakeNothing;
    this.response = response;
    this.ended = ended;
    this.context = vertx.getOrCreateContext();
  }

  void begin(Position from, Set<Source> sources) {
    response.setChunked(true);
    response.putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-cache");
    response.exceptionHandler(cause -> LOG.debug("reader of events gone", cause));
    response.closeHandler(closed -> over());
    response.endHandler(end -> over());
    response.drainHandler(drained -> drained());
    // At once, so that the reader knows that it is in.
    write(": events of a Firmcast local hub, not Azure\nid: " + from + "\n\n");
    heartbeat = vertx.setPeriodic(HEARTBEAT.toMillis(), id -> beat());
    reader = feed.subscribe(from, sources, this);
  }

  /** Ends the stream; callable from any thread. */
  void end() {
    context.runOnContext(
        turn -> {
          if (!response.ended()) {
            response.end().onFailure(cause -> LOG.debug("reader of events gone", cause));
          }
        });
  }

  @Override
  public void happened(HubEvent event) {
    send(event.position(), event.source().wireName(), feed.toJson(event));
  }

  @Override
  public void gone(Position newest) {
    var oldest = feed.oldest();
    var body = new JsonObject().put("oldest", oldest.toString()).put("newest", newest.toString());
    send(newest, "gone", body);
    end();
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  private void beat() {
    if (!full()) {
      write(":\n\n");
    }
  }

  private void send(Position position, String name, JsonObject data) {
    write("id: " + position + "\nevent: " + name + "\ndata: " + data.encode() + "\n\n");
    if (full() && patience < 0) {
      patience = vertx.setTimer(mayTakeNothing.toMillis(), id -> tooSlow());
    }
  }

  private void write(String text) {
    if (response.ended() || response.closed()) {
      return;
    }
    response.write(text).onFailure(cause -> LOG.debug("reader of events gone", cause));
  }

  private void drained() {
    vertx.cancelTimer(patience);
    patience = -1;
    if (reader != null) {
      reader.resume();
    }
  }

  private void tooSlow() {
    LOG.info("a reader of events takes nothing, disconnected");
    response.reset();
  }

  private void over() {
    vertx.cancelTimer(heartbeat);
    vertx.cancelTimer(patience);
    if (reader != null) {
      reader.close();
    }
    ended.accept(this);
  }
}

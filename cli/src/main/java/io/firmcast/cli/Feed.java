// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.contract.StatusChanged;
import io.firmcast.kit.Backoff;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status feed as a command reads it: {@link #next} waits for the next item, of the snapshot
 * first and of the changes after. A connection that is lost is made again, and goes on where the
 * last one ended. One reading thread.
 */
final class Feed implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How long a silent server is believed to be alive; it pings every 25 s. */
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

  /** A reader that falls this far behind holds up the socket, and the server thins out. */
  private static final int WAITING_ITEMS = 10_000;

  private final ServiceApi api;
  private final String query;
  private final Consumer<FeedState> onState;
  private final FeedPlace place = new FeedPlace();
  private final BlockingQueue<StatusChanged> items = new LinkedBlockingQueue<>(WAITING_ITEMS);
  private final Backoff backoff =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), RandomGenerator.getDefault());
  private @Nullable WebSocket socket;
  private volatile @Nullable Frames listening;
  private volatile FeedState state = FeedState.LIVE;
  private volatile boolean lost;
  private volatile @Nullable String refusal;
  private volatile long heardAt = System.nanoTime();

  Feed(ServiceApi api, String query) {
    this(api, query, state -> {});
  }

  /**
   * @param query of the feed's address, with its question mark, or empty
   * @param onState told, on any thread, when what was heard becomes less or more reliable
   */
  Feed(ServiceApi api, String query, Consumer<FeedState> onState) {
    this.api = api;
    this.query = query;
    this.onState = onState;
  }

  /** Connects now, or fails as a command does. */
  Feed open() {
    connect();
    return this;
  }

  /** The next item, or null when none came in that time; reconnects meanwhile, for ever. */
  @Nullable StatusChanged next(Duration atMost) throws InterruptedException {
    var deadline = System.nanoTime() + atMost.toNanos();
    for (int attempt = 0; ; ) {
      var item = items.poll(Math.min(200, millisTo(deadline)), TimeUnit.MILLISECONDS);
      if (item != null || System.nanoTime() >= deadline) {
        return item;
      }
      var no = refusal;
      if (no != null) {
        throw new CliFailure(Exit.FAILED, no);
      }
      lost |= System.nanoTime() - heardAt > LONGEST_SILENCE.toNanos();
      if (lost && reconnected(attempt++)) {
        attempt = 0;
      }
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
  }

  private static long millisTo(long deadline) {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  private boolean reconnected(int attempt) throws InterruptedException {
    close();
    enter(FeedState.RECONNECTING);
    TimeUnit.MILLISECONDS.sleep(backoff.delayMillis(attempt));
    try {
      connect();
      return true;
    } catch (CliFailure stillAway) {
      return false;
    }
  }

  private void enter(FeedState next) {
    if (state != next) {
      state = next;
      onState.accept(next);
    }
  }

  private void connect() {
    var http = api.at("/api/v1/status" + place.in(query)).toString();
    var address = URI.create(http.replaceFirst("^http", "ws"));
    lost = false;
    heardAt = System.nanoTime();
    var frames = new Frames();
    listening = frames;
    try {
      socket =
          api.http()
              .newWebSocketBuilder()
              .connectTimeout(CONNECT_TIMEOUT)
              .subprotocols("firmcast.v1.json")
              .buildAsync(address, frames)
              .join();
    } catch (CompletionException refused) {
      lost = true;
      throw new CliFailure(
          Exit.FAILED,
          "No status feed at %s: start it with './firmcast up', or name another with --url."
              .formatted(address));
    }
  }

  /** Puts frames together and hands their items on, as fast as the reader takes them. */
  private final class Frames implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      heardAt = System.nanoTime();
      text.append(part);
      // A connection that was given up may have a frame on the way yet.
      if (last && this == listening) {
        var frame = new JsonObject(text.toString());
        text.setLength(0);
        take(frame.getString("type", ""), frame);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
      heardAt = System.nanoTime();
      return WebSocket.Listener.super.onPing(from, message);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lost |= this == listening;
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
      lost |= this == listening;
    }

    private void take(String type, JsonObject frame) {
      switch (type) {
        case "error" ->
            refusal = frame.getString("detail", "The feed says: " + frame.getString("code") + ".");
        case "gone" -> enter(FeedState.RESTARTED);
        case "snapshot", "delta" -> itemsOf(frame).map(StatusChanged::fromJson).forEach(this::put);
        default -> {}
      }
      place.heard(frame);
      if (frame.containsKey("stale")) {
        enter(frame.getBoolean("stale") ? FeedState.STALE : FeedState.LIVE);
      }
    }

    private Stream<JsonObject> itemsOf(JsonObject frame) {
      return frame.getJsonArray("items", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private void put(StatusChanged item) {
      try {
        items.put(item);
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
      }
    }
  }
}

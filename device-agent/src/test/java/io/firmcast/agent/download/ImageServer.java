// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** An image on an HTTP server that knows ranges, and has moods: one a request, then it is well. */
public final class ImageServer implements AutoCloseable {

  /** What the server does with one request instead of its duty. */
  public interface Mood {
    Object answer(HttpServerRequest request, byte[] image);
  }

  private final HttpServer server;
  private final Queue<Mood> moods = new ConcurrentLinkedQueue<>();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final boolean tls;
  private volatile byte[] image;
  public volatile String tag = "\"v1\"";

  public ImageServer(Vertx vertx, int length) throws Exception {
    this(vertx, length, new HttpServerOptions());
  }

  ImageServer(Vertx vertx, int length, HttpServerOptions options) throws Exception {
    image = random(length);
    tls = options.isSsl();
    server =
        vertx
            .createHttpServer(options)
            .requestHandler(this::answer)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  public static byte[] random(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  public ImageServer then(Mood... next) {
    moods.addAll(List.of(next));
    return this;
  }

  public void nowServes(byte[] other, String itsTag) {
    image = other;
    tag = itsTag;
  }

  public URI uri() {
    return URI.create(
        "%s://%s:%d/image.bin"
            .formatted(tls ? "https" : "http", tls ? "localhost" : "127.0.0.1", port()));
  }

  public int port() {
    return server.actualPort();
  }

  public byte[] bytes() {
    return image.clone();
  }

  public Image image() throws Exception {
    return new Image(uri(), image.length, sha256(image));
  }

  public static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** What each request asked for: its range, or "all". */
  public List<String> ranges() {
    return List.copyOf(ranges);
  }

  @Override
  public void close() {
    server.close().await();
  }

  static Mood status(int status) {
    return (request, image) -> request.response().setStatusCode(status).end();
  }

  static Mood redirect(String to) {
    return (request, image) ->
        request.response().setStatusCode(302).putHeader("Location", to).end();
  }

  static Mood silent() {
    return (request, image) -> request.pause();
  }

  /** So many bytes of what was asked for, and then the line is dead. */
  public static Mood cutAfter(int bytes) {
    return (request, image) -> {
      var from = from(request);
      var some = Buffer.buffer(image).slice(from, Math.min(image.length, from + bytes));
      return headed(request, image, from).write(some).compose(sent -> request.connection().close());
    };
  }

  static Mood flipped(int at) {
    return (request, image) -> {
      var other = image.clone();
      other[at] ^= 1;
      var from = from(request);
      return headed(request, other, from).end(Buffer.buffer(other).slice(from, other.length));
    };
  }

  static Mood announcing(long length) {
    return (request, image) ->
        request
            .response()
            .putHeader("Content-Length", Long.toString(length))
            .write(Buffer.buffer(image))
            .compose(sent -> request.connection().close());
  }

  /** Never says how much, and never stops. */
  static Mood endless() {
    return (request, image) -> {
      request.response().setChunked(true);
      return more(request);
    };
  }

  static Mood chunked(int bytes) {
    return (request, image) ->
        request.response().setChunked(true).end(Buffer.buffer(image).slice(0, bytes));
  }

  /** A byte now and then, for ever. */
  static Mood slow(Vertx vertx) {
    return (request, image) -> {
      var response = headed(request, image, 0);
      return vertx.setPeriodic(20, tick -> response.write(Buffer.buffer(new byte[] {image[0]})));
    };
  }

  static Mood wrongRange() {
    return (request, image) ->
        request
            .response()
            .setStatusCode(206)
            .putHeader("Content-Range", "bytes 0-%d/%d".formatted(image.length - 1, image.length))
            .end(Buffer.buffer(image));
  }

  private void answer(HttpServerRequest request) {
    var range = request.getHeader("Range");
    ranges.add(range == null ? "all" : range);
    request.response().putHeader("ETag", tag);
    var mood = moods.poll();
    if (mood != null) {
      mood.answer(request, image);
      return;
    }
    var from = tag.equals(request.getHeader("If-Range")) ? from(request) : 0;
    headed(request, image, from).end(Buffer.buffer(image).slice(from, image.length));
  }

  private static HttpServerResponse headed(HttpServerRequest request, byte[] image, int from) {
    var response =
        request.response().putHeader("Content-Length", Integer.toString(image.length - from));
    return from == 0
        ? response
        : response
            .setStatusCode(206)
            .putHeader(
                "Content-Range", "bytes %d-%d/%d".formatted(from, image.length - 1, image.length));
  }

  private static Future<Void> more(HttpServerRequest request) {
    return request
        .response()
        .write(Buffer.buffer(new byte[4096]))
        .compose(sent -> request.response().closed() ? Future.succeededFuture() : more(request));
  }

  private static int from(HttpServerRequest request) {
    var range = request.getHeader("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }
}

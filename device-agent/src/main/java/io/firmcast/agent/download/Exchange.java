// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.agent.download.DownloadException.Reason;
import io.firmcast.agent.download.Partial.Kept;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** One request for what is still missing of an image, and its answer brought to the disk. */
final class Exchange {
  private static final int MOST_REDIRECTS = 3;

  private final Vertx vertx;
  private final HttpClient client;
  private final DownloadRules rules;
  private final Image image;
  private final Partial partial;
  private final LongConsumer news;

  Exchange(
      Vertx vertx,
      HttpClient client,
      DownloadRules rules,
      Image image,
      Partial partial,
      LongConsumer news) {
    this.vertx = vertx;
    this.client = client;
    this.rules = rules;
    this.image = image;
    this.partial = partial;
    this.news = news;
  }

  /** Succeeds when all bytes are on the disk, with their hash as read from there. */
  Future<String> run() {
    return partial
        .kept()
        .compose(
            kept ->
                kept.bytes() == image.length()
                    ? Future.<Void>succeededFuture()
                    : partial.openAt(kept.bytes()).compose(part -> into(part, kept)))
        .compose(here -> partial.sha256());
  }

  /** Open before it is asked for: what came while a file is being opened a cut would take away. */
  private Future<Void> into(OpenPart part, Kept kept) {
    return from(part, kept, image.uri(), 0)
        .transform(over -> part.close().transform(closed -> over(over, closed)));
  }

  private Future<Void> from(OpenPart part, Kept kept, URI uri, int redirects) {
    return new AllowedSource(vertx, rules)
        .of(uri)
        .compose(address -> request(kept, uri, address))
        .compose(answer -> answered(answer, part, kept, uri, redirects));
  }

  private Future<Answer> request(Kept kept, URI uri, SocketAddress address) {
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(address)
            .setHost(uri.getHost())
            .setPort(AllowedSource.port(uri))
            .setSsl(AllowedSource.isTls(uri))
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false)
            .setConnectTimeout(rules.answerWithin().toMillis());
    return client.request(options).compose(request -> send(request, kept));
  }

  private Future<Answer> send(HttpClientRequest request, Kept kept) {
    request.putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    if (kept.bytes() > 0 && kept.tag() != null) {
      request.putHeader("Range", "bytes=" + kept.bytes() + "-").putHeader("If-Range", kept.tag());
    }
    return request
        .send()
        .map(Answer::of)
        .timeout(rules.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
        .onFailure(silent -> request.reset());
  }

  private Future<Void> answered(Answer answer, OpenPart part, Kept kept, URI uri, int redirects) {
    var status = answer.response().statusCode();
    if (status == 200) {
      return whole(answer, part, kept);
    }
    if (status == 206 && kept.tag() != null) {
      return rest(answer, part, kept);
    }
    answer.giveUp();
    if (status == 416) {
      return partial
          .discard()
          .compose(gone -> failed(Reason.REFUSED, "the server has no such range"));
    }
    if (status >= 300 && status < 400 && status != 304) {
      return redirected(
          answer.response().getHeader(HttpHeaders.LOCATION), part, kept, uri, redirects);
    }
    var passing = status >= 500 || status == 408 || status == 425 || status == 429;
    return failed(passing ? Reason.UNAVAILABLE : Reason.REFUSED, "the server answered " + status);
  }

  /** The server says 200 where the image is not the one of which a part is here. */
  private Future<Void> whole(Answer answer, OpenPart part, Kept kept) {
    var announced = answer.response().getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced != null && !announced.equals(Long.toString(image.length()))) {
      return wrong(answer, "%s bytes, %d were signed".formatted(announced, image.length()));
    }
    var tag = strong(answer);
    return kept.bytes() == 0
        ? Future.join(body(answer, part, 0), partial.tagged(tag)).mapEmpty()
        : partial
            .tagged(tag)
            .compose(tagged -> partial.beginAnew(part))
            .onFailure(full -> answer.giveUp())
            .compose(empty -> body(answer, part, 0));
  }

  private Future<Void> rest(Answer answer, OpenPart part, Kept kept) {
    var range = "bytes %d-%d/%d".formatted(kept.bytes(), image.length() - 1, image.length());
    return range.equals(answer.response().getHeader("Content-Range"))
        ? body(answer, part, kept.bytes())
        : wrong(answer, "another range than the one that was asked for");
  }

  private Future<Void> body(Answer answer, OpenPart part, long position) {
    var body = new Body(answer, part, position, image.length(), news);
    var arrived = body.arrive(vertx, rules);
    answer.response().resume();
    return arrived;
  }

  /** What went wrong first counts; a disk that does not take the last bytes comes after it. */
  private static Future<Void> over(AsyncResult<Void> over, AsyncResult<Void> closed) {
    if (over.failed()) {
      return Future.failedFuture(over.cause());
    }
    return closed.succeeded()
        ? Future.succeededFuture()
        : failed(Reason.STORAGE, String.valueOf(closed.cause().getMessage()));
  }

  /** Somebody who may speak for one host may not send devices to another. */
  private Future<Void> redirected(
      @Nullable String location, OpenPart part, Kept kept, URI from, int redirects) {
    if (location == null || redirects == MOST_REDIRECTS) {
      return failed(Reason.REFUSED, "redirected to nowhere");
    }
    try {
      var to = from.resolve(location);
      var elsewhere =
          to.getHost() == null
              || !to.getHost().equalsIgnoreCase(from.getHost())
              || (AllowedSource.isTls(from) && !AllowedSource.isTls(to))
              || AllowedSource.port(to) != AllowedSource.port(from);
      return elsewhere
          ? failed(Reason.NOT_ALLOWED, "redirected to another host")
          : from(part, kept, to, redirects + 1);
    } catch (IllegalArgumentException nonsense) {
      return failed(Reason.REFUSED, "redirected to nowhere");
    }
  }

  private Future<Void> wrong(Answer answer, String sentence) {
    answer.giveUp();
    return failed(Reason.LENGTH, sentence);
  }

  /** RFC 9110: only a strong tag says that two answers are the same bytes. */
  private static @Nullable String strong(Answer answer) {
    var tag = answer.response().getHeader(HttpHeaders.ETAG);
    return tag != null && tag.length() >= 2 && tag.length() < 512 && tag.startsWith("\"")
        ? tag
        : null;
  }

  private static <T> Future<T> failed(Reason reason, String sentence) {
    return Future.failedFuture(new DownloadException(reason, sentence));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request before there is work to do: the caller's failure, not the hub's. */
final class EarlyFailure {

  private EarlyFailure() {}

  /** Of a request that was not even read to the end of its headers. */
  static HubFailure of(HttpServerRequest unread) {
    var cause = unread.decoderResult().cause();
    if (cause instanceof TooLongHttpLineException) {
      return new HubFailure(Code.TARGET_TOO_LONG, "The request line is too long");
    }
    return cause instanceof TooLongHttpHeaderException
        ? new HubFailure(Code.HEADERS_TOO_LARGE, "The headers are too large")
        : malformed();
  }

  /** Of a request that a router gave up; what is our own failure is given back as it is. */
  static Throwable of(RoutingContext request) {
    return switch (request.statusCode()) {
      case 400 -> malformed();
      case 404 -> new HubFailure(Code.RESOURCE_NOT_FOUND, "No such resource"); // no path at all
      case 413 -> new HubFailure(Code.TOO_LARGE, "The body is larger than 256 KB");
      case 417 -> new HubFailure(Code.EXPECTATION_FAILED, "Expect can be 100-continue only");
      default -> of(request.failure(), request.statusCode());
    };
  }

  static HubFailure malformed() {
    return new HubFailure(Code.ARGUMENT_INVALID, "The request is malformed");
  }

  private static Throwable of(@Nullable Throwable cause, int status) {
    if (cause == null) {
      return new IllegalStateException("Status " + status);
    }
    return cause instanceof HttpClosedException || cause instanceof IOException || isOfCodec(cause)
        ? malformed() // broken off, or no HTTP any more, in the middle of its body
        : cause;
  }

  /** Netty throws what comes to hand, such as a NumberFormatException for the size of a chunk. */
  private static boolean isOfCodec(Throwable cause) {
    var trace = cause.getStackTrace();
    return trace.length > 0 && trace[0].getClassName().startsWith("io.netty.handler.codec.");
  }
}

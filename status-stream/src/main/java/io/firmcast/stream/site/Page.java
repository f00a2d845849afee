// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/** The page and the feed's document, from the folder {@code webroot} of this module. */
public final class Page {
  private Page() {}

  /** A browser asks each time whether its copy is still the one: a page fits its service. */
  public static Handler<RoutingContext> handler() {
    var files = StaticHandler.create("webroot").setIncludeHidden(false).setCachingEnabled(false);
    return request -> {
      request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
      files.handle(request);
    };
  }
}

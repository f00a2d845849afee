// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.rest;

import io.firmcast.localhub.identity.HubNames;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets only this machine's own tools at the hub's switches, which need no key. A page in a browser
 * on this machine is none of them: it cannot send JSON to another origin without being asked first
 * (and is never told yes), and a name of its own that leads here is not one of the hub's.
 */
final class AdminGuard implements Handler<RoutingContext> {

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.PUT, HttpMethod.POST, HttpMethod.PATCH);

  private final HubNames names;

  AdminGuard(HubNames names) {
    this.names = names;
  }

  @Override
  public void handle(RoutingContext request) {
    var http = request.request();
    var authority = http.authority();
    if (!isLoopback(http.remoteAddress())) {
      Problem.FORBIDDEN.write(request, "Only callers on the hub's own machine may do this.");
    } else if (authority == null || !names.include(authority.host())) {
      Problem.FORBIDDEN.write(request, "The Host header is none of the hub's names.");
    } else if (WITH_BODY.contains(http.method()) && !isJson(http.getHeader("Content-Type"))) {
      Problem.UNSUPPORTED_MEDIA_TYPE.write(request, "The body must be application/json.");
    } else {
      request.next();
    }
  }

  private static boolean isLoopback(SocketAddress peer) {
    try {
      // The text is an address, so that no name is looked up.
      return InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
    } catch (UnknownHostException noAddress) {
      return false;
    }
  }

  private static boolean isJson(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).matches("application/json(\\s*;.*)?");
  }
}

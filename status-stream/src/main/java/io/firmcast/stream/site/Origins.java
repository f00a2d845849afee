// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import io.firmcast.kit.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call this service: an exact list. Without it any page that a user has open
 * could read the fleet by a WebSocket, which no browser keeps to one origin, or start updates.
 *
 * @param allowed as a browser writes them, such as {@code https://firmcast.example}
 */
public record Origins(Set<String> allowed) {

  /**
   * The page's own origin is recognised by the Host header, but on loopback names only: elsewhere
   * an attacker's name may be made to resolve to this machine (DNS rebinding).
   */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]|::1");

  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[a-z0-9._-]+|\\[[0-9a-f:.]+])(?::\\d{1,5})?");

  public Origins {
    allowed = Set.copyOf(allowed);
  }

  /** Whether a browser could send this text as an origin, so that it can be on the list. */
  public static boolean isOrigin(String text) {
    return ORIGIN.matcher(text).matches();
  }

  /** Throws a 403 problem for a foreign page; who sends no Origin is not a page. */
  public void check(HttpServerRequest request) {
    var origins = request.headers().getAll(HttpHeaders.ORIGIN);
    if (origins.isEmpty()) {
      return;
    }
    var origin = origins.get(0);
    if (origins.size() > 1 || !(allowed.contains(origin) || origin.equals(own(request)))) {
      throw new Problem(
          403, "foreign-origin", "This page's origin is not on the list of those that may call.");
    }
  }

  private static @Nullable String own(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    if (authority == null || !LOOPBACK.matcher(authority.host()).matches()) {
      return null;
    }
    var port = authority.port() < 0 ? "" : ":" + authority.port();
    return request.scheme() + "://" + authority.host() + port;
  }
}

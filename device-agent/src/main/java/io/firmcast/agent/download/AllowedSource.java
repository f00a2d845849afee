// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.agent.download.DownloadException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where this device may connect to. A name is resolved once, and what was checked is what is
 * dialled: a name server that changes its mind in between gains nothing. Behind a proxy it is the
 * proxy that looks names up, and only what is no name is looked at here.
 */
final class AllowedSource {
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[[0-9a-f:.%]+\\]|localhost");

  private final Vertx vertx;
  private final DownloadRules rules;

  AllowedSource(Vertx vertx, DownloadRules rules) {
    this.vertx = vertx;
    this.rules = rules;
  }

  /** The address to dial for that URI, or a failure as {@code notAllowed} or unavailable. */
  Future<SocketAddress> of(URI uri) {
    var refusal = refusal(uri);
    if (refusal != null) {
      return Future.failedFuture(new DownloadException(Reason.NOT_ALLOWED, refusal));
    }
    var host = host(uri);
    if (rules.byProxy() && !LITERAL.matcher(host).matches()) {
      return Future.succeededFuture(SocketAddress.inetSocketAddress(port(uri), host));
    }
    return vertx
        .executeBlocking(() -> address(host), false)
        .timeout(rules.answerWithin().toMillis(), TimeUnit.MILLISECONDS)
        .map(address -> SocketAddress.inetSocketAddress(port(uri), address.getHostAddress()));
  }

  static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : isTls(uri) ? 443 : 80;
  }

  static boolean isTls(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  private @Nullable String refusal(URI uri) {
    if (!isTls(uri) && !(rules.allowHttp() && "http".equalsIgnoreCase(uri.getScheme()))) {
      return rules.allowHttp() ? "only http and https are allowed" : "only https is allowed";
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return "the address must be a host and a path, without a user";
    }
    if (!rules.allowedHosts().isEmpty() && !rules.allowedHosts().contains(host(uri))) {
      return "the host " + host(uri) + " is not among those allowed";
    }
    return null;
  }

  /** Blocks, as long as the system's resolver does. */
  private InetAddress address(String host) throws UnknownHostException {
    var address = InetAddress.getAllByName(host)[0];
    var named = LITERAL.matcher(host).matches() && rules.allowedHosts().contains(host);
    if (isLocal(address) && !named) {
      throw new DownloadException(
          Reason.NOT_ALLOWED, host + " is this machine or its link, and not allowed by name");
    }
    return address;
  }

  /** A manifest that names the cloud's metadata service or a door of this machine's own. */
  private static boolean isLocal(InetAddress address) {
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }

  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.net.ProxyOptions;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that lets connections through by HTTP CONNECT. {@link #toString} never shows the
 * password.
 */
public record HttpProxy(String host, int port, @Nullable String user, @Nullable String password) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Reads {@code http://[user:password@]host:port}; what is wrong with it is the message of the
   * {@link IllegalArgumentException}, in words that do not repeat the password.
   */
  public static HttpProxy parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException notAUri) {
      throw new IllegalArgumentException("it is no URL", notAUri);
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null || uri.getPort() < 1) {
      throw new IllegalArgumentException("write http://[user:password@]host:port");
    }
    var who = uri.getUserInfo();
    if (who == null) {
      return new HttpProxy(uri.getHost(), uri.getPort(), null, null);
    }
    var colon = who.indexOf(':');
    if (colon < 1 || colon == who.length() - 1) {
      throw new IllegalArgumentException("a user needs a password: http://user:password@host:port");
    }
    return new HttpProxy(
        uri.getHost(), uri.getPort(), who.substring(0, colon), who.substring(colon + 1));
  }

  /** For Vert.x. */
  public ProxyOptions toOptions() {
    return new ProxyOptions()
        .setHost(host)
        .setPort(port)
        .setUsername(user)
        .setPassword(password)
        .setConnectTimeout(LIMIT);
  }

  @Override
  public String toString() {
    return "http://" + (user == null ? "" : user + ":***@") + host + ":" + port;
  }
}

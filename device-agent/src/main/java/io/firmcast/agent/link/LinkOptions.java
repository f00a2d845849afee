// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the devices of a process get to their hub.
 *
 * @param webSocketPort of the hub, for MQTT inside a WebSocket: in networks that let nothing but
 *     HTTPS out; null for MQTT by itself
 * @param proxy through which they go, or null
 * @param certificate what they show instead of a token where they have no key, or null
 * @param spareKey tried where the hub does not accept a device's own key, or null
 * @param tokenLife how long a token is good; it is renewed well before its end
 */
public record LinkOptions(
    @Nullable Integer webSocketPort,
    @Nullable HttpProxy proxy,
    @Nullable ClientCertificate certificate,
    @Nullable SpareKey spareKey,
    Duration tokenLife) {

  public static final int HTTPS = 443;
  private static final Duration SHORTEST_LIFE = Duration.ofSeconds(1);

  /** Straight to the hub, with tokens that are good for an hour. */
  public static final LinkOptions DIRECT =
      new LinkOptions(null, null, null, null, Duration.ofHours(1));

  public LinkOptions {
    if (webSocketPort != null && (webSocketPort < 1 || webSocketPort > 65_535)) {
      throw new IllegalArgumentException("the port of the WebSocket must be 1 to 65535");
    }
    if (tokenLife.compareTo(SHORTEST_LIFE) < 0) {
      throw new IllegalArgumentException("a token must be good for a second or more");
    }
  }

  /** Usually {@link #HTTPS}. */
  public LinkOptions withWebSocket(int port) {
    return new LinkOptions(port, proxy, certificate, spareKey, tokenLife);
  }

  public LinkOptions withProxy(@Nullable HttpProxy other) {
    return new LinkOptions(webSocketPort, other, certificate, spareKey, tokenLife);
  }

  public LinkOptions withCertificate(@Nullable ClientCertificate other) {
    return new LinkOptions(webSocketPort, proxy, other, spareKey, tokenLife);
  }

  public LinkOptions withSpareKey(@Nullable SpareKey other) {
    return new LinkOptions(webSocketPort, proxy, certificate, other, tokenLife);
  }

  public LinkOptions withTokenLife(Duration other) {
    return new LinkOptions(webSocketPort, proxy, certificate, spareKey, other);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port the hub should listen on cannot be had. */
public final class PortInUseException extends RuntimeException {

  /** Which of the hub's two ports. */
  public enum Kind {
    MQTT,
    HTTPS
  }

  private final Kind kind;
  private final int port;

  PortInUseException(Kind kind, String host, int port, Throwable cause) {
    super(
        "Cannot listen on %s:%d for %s: %s".formatted(host, port, kind, cause.getMessage()), cause);
    this.kind = kind;
    this.port = port;
  }

  /** Fails if somebody listens there now; blocking. What may come later, listening itself tells. */
  static void check(Kind kind, String host, int port) throws IOException {
    try (var probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (BindException taken) {
      throw new PortInUseException(kind, host, port, taken);
    }
  }

  public Kind kind() {
    return kind;
  }

  public int port() {
    return port;
  }
}

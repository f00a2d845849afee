// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

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

  public Kind kind() {
    return kind;
  }

  public int port() {
    return port;
  }
}

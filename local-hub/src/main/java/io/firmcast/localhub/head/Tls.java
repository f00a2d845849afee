// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.net.TCPSSLOptions;

/**
 * The TLS engine: BoringSSL through netty-tcnative where this platform has it, for it makes more
 * than twice the handshakes a second at half the memory a connection (docs/benchmarks.md), else the
 * JDK's.
 */
public enum Tls {
  NATIVE {
    @Override
    SSLEngineOptions engine() {
      return new OpenSSLEngineOptions();
    }
  },
  JDK {
    @Override
    SSLEngineOptions engine() {
      return new JdkSSLEngineOptions();
    }
  };

  /** The best one that runs here. */
  public static Tls best() {
    return OpenSSLEngineOptions.isAvailable() ? NATIVE : JDK;
  }

  abstract SSLEngineOptions engine();

  /** Makes a server use it. */
  public <O extends TCPSSLOptions> O applyTo(O options) {
    options.setSsl(true).setSslEngineOptions(engine());
    return options;
  }
}

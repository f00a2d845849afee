// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.TCPSSLOptions;

/**
 * The TLS engine: BoringSSL through netty-tcnative where this platform has it, for it makes about
 * twice the handshakes a second, for three more kilobytes a connection (docs/benchmarks.md), else
 * the JDK's.
 */
public enum Tls {
  NATIVE {
    @Override
    void secure(TCPSSLOptions options) {
      options.setSsl(true).setSslEngineOptions(new OpenSSLEngineOptions());
    }
  },
  JDK {
    @Override
    void secure(TCPSSLOptions options) {
      options.setSsl(true).setSslEngineOptions(new JdkSSLEngineOptions());
    }
  },
  /**
   * Plain TCP on both ports: for benchmarks, and behind a proxy that ends TLS. No Azure SDK speaks
   * it, and keys travel in the open.
   */
  NONE {
    @Override
    void secure(TCPSSLOptions options) {
      options.setSsl(false);
    }
  };

  /** The best engine that runs here. */
  public static Tls best() {
    return OpenSSLEngineOptions.isAvailable() ? NATIVE : JDK;
  }

  abstract void secure(TCPSSLOptions options);

  /** Makes a server use it. */
  public <O extends TCPSSLOptions> O applyTo(O options) {
    secure(options);
    return options;
  }
}

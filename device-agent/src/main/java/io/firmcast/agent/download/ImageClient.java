// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.TrustOptions;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** How images are fetched: with which TLS engine, whom it believes, through which proxy. */
public final class ImageClient {
  /** A record of TLS in one piece. */
  private static final int MOST_AT_ONCE = 1 << 14;

  private ImageClient() {}

  /**
   * BoringSSL where the process has it, as it decrypts faster than the JDK (docs/benchmarks.md);
   * with either the certificate must be that of the host's name.
   */
  public static HttpClientOptions options(TrustManager servers, @Nullable ProxyOptions proxy) {
    var options =
        new HttpClientOptions()
            .setTrustOptions(TrustOptions.wrap(servers))
            .setMaxChunkSize(MOST_AT_ONCE);
    if (OpenSSLEngineOptions.isAvailable()) {
      options.setSslEngineOptions(new OpenSSLEngineOptions());
    }
    return proxy == null ? options : options.setProxyOptions(proxy);
  }
}

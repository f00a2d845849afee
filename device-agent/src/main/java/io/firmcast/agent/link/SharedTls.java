// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLContext;

/**
 * One TLS context for all devices of a process. Each vertx-mqtt client has a net client of its own,
 * which would build a context, with its own copy of the JDK's authorities, for every device.
 */
final class SharedTls extends SSLEngineOptions {
  private final SslContext context;

  SharedTls(SSLContext context) {
    this(
        new JdkSslContext(
            context,
            true,
            null,
            IdentityCipherSuiteFilter.INSTANCE,
            ApplicationProtocolConfig.DISABLED,
            ClientAuth.NONE,
            null,
            false));
  }

  private SharedTls(SslContext context) {
    this.context = context;
  }

  @Override
  public SharedTls copy() {
    return this;
  }

  @Override
  public SslContextFactory sslContextFactory() {
    return () -> context;
  }
}

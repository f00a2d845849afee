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
  private static final int LONGER_THAN_ANY_TICKET = 8 * 24 * 3600;

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

  /**
   * Makes the context drop the tickets with which a TLS 1.3 session could be resumed. A hub sends
   * two to each device, of which each connection would keep the sessions (2 KB), and the context
   * those of one device only, as it looks them up by host and port: a fleet that reconnects would
   * hardly resume any. The JDK drops them where sessions are to last longer than a ticket may.
   */
  static void keepNoTickets(SSLContext context) {
    context.getClientSessionContext().setSessionTimeout(LONGER_THAN_ANY_TICKET);
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

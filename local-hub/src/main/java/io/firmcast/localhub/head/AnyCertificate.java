// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.head;

import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.TrustOptions;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes every client certificate, so that the TLS handshake always ends well: a self-signed one
 * leads nowhere, and a refusal inside the handshake would end a reconnecting Java client for good.
 * Whom a certificate speaks for is decided afterwards. Extended, or the JDK would add checks of its
 * own.
 */
public final class AnyCertificate extends X509ExtendedTrustManager {

  private static final TrustOptions OPTIONS = TrustOptions.wrap(new AnyCertificate());

  private AnyCertificate() {}

  /** Makes a server ask for a certificate, without which a client gets in all the same. */
  public static <O extends NetServerOptions> O askedBy(O options) {
    options.setClientAuth(ClientAuth.REQUEST).setTrustOptions(OPTIONS);
    return options;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) {
    throw new UnsupportedOperationException("This is a server's");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    throw new UnsupportedOperationException("This is a server's");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    throw new UnsupportedOperationException("This is a server's");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}

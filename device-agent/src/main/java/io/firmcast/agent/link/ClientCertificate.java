// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.kit.Trust;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * What a device shows instead of a token.
 *
 * @param chain PEM file of its certificate and those that lead up from it
 * @param key PEM file of its private key, PKCS#8 and not encrypted
 */
public record ClientCertificate(Path chain, Path key) {

  /**
   * A TLS context that shows it and believes those; reads the files now, blocking, once at start.
   * Unreadable files are an {@link IllegalArgumentException} that names them.
   */
  SSLContext sslContext(Trust trust) {
    try {
      var authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      authorities.init(trust.keyStore());
      var context =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .keyManager(chain.toFile(), key.toFile())
              .trustManager(authorities)
              .build();
      return ((JdkSslContext) context).context();
    } catch (SSLException | GeneralSecurityException | IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "cannot use the certificate %s with the key %s: %s"
              .formatted(chain, key, reason(unreadable)),
          unreadable);
    }
  }

  private static String reason(Throwable failure) {
    var cause = failure.getCause();
    return String.valueOf(cause == null ? failure.getMessage() : cause.getMessage());
  }
}

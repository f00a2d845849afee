// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Which certificate authorities a process believes: the JDK's, and those of a PEM file where one is
 * given (the local hub's, or a company's).
 */
public final class Trust {
  private final List<X509Certificate> authorities;

  private Trust(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /** The JDK's authorities and those in the file; reads the file now, blocking, once at start. */
  public static Trust of(@Nullable Path pemFile) {
    try {
      var all = new ArrayList<>(ofTheJdk());
      if (pemFile != null) {
        all.addAll(in(pemFile));
      }
      return new Trust(all);
    } catch (GeneralSecurityException broken) {
      throw new IllegalArgumentException(
          "cannot read the certificates in " + pemFile + ": " + broken.getMessage(), broken);
    } catch (IOException missing) {
      throw new IllegalArgumentException("cannot read " + pemFile, missing);
    }
  }

  /** The authorities as a key store without a key, for Vert.x or the JDK. */
  public KeyStore keyStore() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int i = 0; i < authorities.size(); i++) {
        store.setCertificateEntry("ca-" + i, authorities.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
  }

  /** A TLS context that believes them and shows no certificate of its own. */
  public SSLContext sslContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory(keyStore()).getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static List<X509Certificate> ofTheJdk() throws GeneralSecurityException {
    return Stream.of(factory(null).getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Stream.of(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  private static List<X509Certificate> in(Path pemFile)
      throws GeneralSecurityException, IOException {
    try (var pem = Files.newInputStream(pemFile)) {
      var found = CertificateFactory.getInstance("X.509").generateCertificates(pem);
      return found.stream().map(X509Certificate.class::cast).toList();
    }
  }

  private static TrustManagerFactory factory(@Nullable KeyStore store)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}

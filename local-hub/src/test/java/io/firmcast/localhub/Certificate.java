// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.identity.Pem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A client's certificate with its key and those that lead up from it, made for one test. */
public record Certificate(KeyPair keys, List<X509Certificate> chain) {

  /** An authority of its own. */
  public static Certificate authority(String name) {
    return make(name, null, true, Instant.now().plusSeconds(3600));
  }

  public static Certificate selfSigned(String name) {
    return make(name, null, false, Instant.now().plusSeconds(3600));
  }

  /** One signed by this one; it brings the chain along. */
  public Certificate sign(String name) {
    return make(name, this, false, Instant.now().plusSeconds(3600));
  }

  public Certificate signUntil(String name, Instant end) {
    return make(name, this, false, end);
  }

  public Certificate signAuthority(String name) {
    return make(name, this, true, Instant.now().plusSeconds(3600));
  }

  public X509Certificate own() {
    return chain.get(0);
  }

  public String pem() {
    return Pem.of(own());
  }

  PemKeyCertOptions options() {
    var pem = new StringBuilder();
    chain.stream().map(Pem::of).forEach(pem::append);
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(pem.toString()))
        .addKeyValue(Buffer.buffer(Pem.of(keys.getPrivate())));
  }

  KeyManager[] keyManagers() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null);
      store.setKeyEntry(
          "device", keys.getPrivate(), new char[0], chain.toArray(X509Certificate[]::new));
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      return factory.getKeyManagers();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Certificate make(
      String name, @Nullable Certificate issuer, boolean authority, Instant end) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var keys = generator.generateKeyPair();
      var issuerName =
          issuer == null
              ? new X500Name("CN=" + name)
              : X500Name.getInstance(issuer.own().getSubjectX500Principal().getEncoded());
      var builder =
          new JcaX509v3CertificateBuilder(
              issuerName,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(Instant.now().minusSeconds(7200)),
              Date.from(end),
              new X500Name("CN=" + name),
              keys.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      var signer = issuer == null ? keys : issuer.keys();
      var signed =
          builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()));
      var above = issuer == null ? Stream.<X509Certificate>empty() : issuer.chain().stream();
      var own = new JcaX509CertificateConverter().getCertificate(signed);
      return new Certificate(keys, Stream.concat(Stream.of(own), above).toList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

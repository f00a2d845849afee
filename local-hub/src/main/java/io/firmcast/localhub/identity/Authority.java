// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The hub's own certificate authority: clients trust it once, and it signs a fresh certificate for
 * the hub at each start.
 */
public record Authority(X509Certificate certificate, KeyPair keys) {

  private static final X500Name NAME = new X500Name("CN=Firmcast local hub CA (not Azure)");
  private static final Duration CA_LIFE = Duration.ofDays(3650);
  // Apple's and some other clients refuse server certificates that live longer.
  private static final Duration LEAF_LIFE = Duration.ofDays(397);
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);

  /** A server's certificate with its key. */
  public record Leaf(X509Certificate certificate, KeyPair keys) {}

  static Authority create(Clock clock, SecureRandom random)
      throws GeneralSecurityException, IOException {
    var keys = newKeys(random);
    var builder = builder(NAME, keys, clock.instant(), CA_LIFE, random);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    return new Authority(sign(builder, keys), keys);
  }

  /**
   * A certificate for the hub's names. It is not kept: the authority is, and clients trust that.
   */
  public Leaf issue(HubNames names, Clock clock, SecureRandom random)
      throws GeneralSecurityException, IOException {
    var leafKeys = newKeys(random);
    var subject = new X500Name("CN=Firmcast local hub");
    var builder = builder(subject, leafKeys, clock.instant(), LEAF_LIFE, random);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
    builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(names));
    return new Leaf(sign(builder, keys), leafKeys);
  }

  private static X509v3CertificateBuilder builder(
      X500Name subject, KeyPair keys, Instant now, Duration life, SecureRandom random) {
    return new JcaX509v3CertificateBuilder(
        NAME,
        new BigInteger(120, random),
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(life)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
      throws GeneralSecurityException {
    try {
      var contentSigner = new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(contentSigner));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair newKeys(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static GeneralNames alternativeNames(HubNames names) {
    return new GeneralNames(
        names.certified().stream()
            .distinct()
            .map(
                name ->
                    new GeneralName(
                        isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
            .toArray(GeneralName[]::new));
  }

  private static boolean isAddress(String name) {
    return name.contains(":") || name.matches("[0-9.]+");
  }

  @Override
  public String toString() {
    return "Authority[" + certificate.getSubjectX500Principal() + "]";
  }
}

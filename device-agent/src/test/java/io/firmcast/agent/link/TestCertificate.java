// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A device's own certificate, in files as a device has it. */
record TestCertificate(ClientCertificate files, String thumbprint) {

  static TestCertificate selfSigned(Path directory) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    var keys = generator.generateKeyPair();
    var name = new X500Name("CN=any");
    var certificate =
        new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(Instant.now().minusSeconds(3600)),
                Date.from(Instant.now().plusSeconds(3600)),
                name,
                keys.getPublic())
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
            .getEncoded();
    var files =
        new ClientCertificate(
            pem(directory, "CERTIFICATE", certificate),
            pem(directory, "PRIVATE KEY", keys.getPrivate().getEncoded()));
    var digest = MessageDigest.getInstance("SHA-256").digest(certificate);
    return new TestCertificate(files, HexFormat.of().withUpperCase().formatHex(digest));
  }

  private static Path pem(Path directory, String kind, byte[] der) throws IOException {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        Files.createTempFile(directory, "device", ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }
}

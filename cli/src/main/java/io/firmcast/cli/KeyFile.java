// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.firmcast.agent.manifest.SigningKey;
import io.firmcast.agent.manifest.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** A key in a PEM file, PKCS #8 or X.509 as {@code openssl genpkey -algorithm ed25519} has it. */
record KeyFile(Path path) {
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  static KeyFile at(Path path) {
    return new KeyFile(path);
  }

  static List<SigningKey> signing(List<Path> paths) {
    return paths.stream().map(path -> at(path).signing()).toList();
  }

  static List<VerifyingKey> verifying(List<Path> paths) {
    return paths.stream().map(path -> at(path).verifying()).toList();
  }

  SigningKey signing() {
    try {
      return SigningKey.parse(Base64.getDecoder().decode(pem("PRIVATE KEY")));
    } catch (IllegalArgumentException notAKey) {
      throw new CliFailure(Exit.USAGE, path + " holds no Ed25519 private key.");
    }
  }

  VerifyingKey verifying() {
    try {
      return VerifyingKey.parse(pem("PUBLIC KEY"));
    } catch (IllegalArgumentException notAKey) {
      throw new CliFailure(Exit.USAGE, path + " holds no Ed25519 public key.");
    }
  }

  /** A key that is written over is lost, and what it signed can never be signed again. */
  void mustBeNew() {
    if (Files.exists(path)) {
      throw new CliFailure(Exit.USAGE, path + " is there already; choose another name.");
    }
  }

  void write(SigningKey key) {
    write("PRIVATE KEY", key.key().getEncoded(), "rw-------");
  }

  void write(VerifyingKey key) {
    write("PUBLIC KEY", key.key().getEncoded(), "rw-r--r--");
  }

  private void write(String label, byte[] der, String permissions) {
    var pem =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, LINES.encodeToString(der), label);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    try (var file =
        Files.newByteChannel(
            path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      file.write(ByteBuffer.wrap(pem.getBytes(US_ASCII)));
    } catch (IOException unwritable) {
      throw new CliFailure(Exit.FAILED, path + " cannot be written: " + unwritable + ".");
    }
  }

  private String pem(String label) {
    var text = SignFiles.text(path);
    var begin = "-----BEGIN " + label + "-----";
    var from = text.indexOf(begin);
    var to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("no " + label);
    }
    return text.substring(from + begin.length(), to).replaceAll("\\s", "");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Keeps the authority in two files across restarts. A Java client that meets an unknown certificate
 * while it reconnects gives up for good, so a hub must not change its authority behind the clients'
 * back. Blocking: call on a worker.
 */
public final class AuthorityFiles {

  public static final String CERTIFICATE = "ca.pem";
  private static final String KEY = "ca.key";

  private final Path directory;

  public AuthorityFiles(Path directory) {
    this.directory = directory;
  }

  public static Authority temporary(Clock clock, SecureRandom random)
      throws GeneralSecurityException, IOException {
    return Authority.create(clock, random);
  }

  public Authority loadOrCreate(Clock clock, SecureRandom random)
      throws GeneralSecurityException, IOException {
    return Files.exists(directory.resolve(CERTIFICATE)) ? load() : keep(temporary(clock, random));
  }

  private Authority load() throws GeneralSecurityException, IOException {
    var certificate = Pem.certificate(Files.readString(directory.resolve(CERTIFICATE)));
    var key = Pem.key(Files.readString(directory.resolve(KEY)));
    return new Authority(certificate, new KeyPair(certificate.getPublicKey(), key));
  }

  /** The key first: once the certificate is there, the pair is complete. */
  private Authority keep(Authority authority) throws GeneralSecurityException, IOException {
    write(KEY, Pem.of(authority.keys().getPrivate()), "rw-------");
    write(CERTIFICATE, Pem.of(authority.certificate()), "rw-r--r--");
    return authority;
  }

  private void write(String name, String content, String permissions) throws IOException {
    var temporary = Files.createTempFile(directory, name, ".tmp");
    if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
    }
    Files.writeString(temporary, content);
    Files.move(
        temporary,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}

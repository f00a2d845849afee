// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** The files that a release office reads; one that cannot be read is the caller's mistake. */
final class SignFiles {
  private SignFiles() {}

  /** An image as a manifest describes it. */
  record Image(long length, String sha256) {}

  static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  static Image image(Path path) {
    try (var in = new DigestInputStream(Files.newInputStream(path), sha256())) {
      var length = in.transferTo(OutputStream.nullOutputStream());
      if (length == 0) {
        throw new CliFailure(Exit.USAGE, path + " is empty.");
      }
      return new Image(length, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (IOException unreadable) {
      throw unreadable(path, unreadable);
    }
  }

  private static CliFailure unreadable(Path path, IOException why) {
    return new CliFailure(
        Exit.USAGE,
        why instanceof NoSuchFileException
            ? path + " is not there."
            : "%s cannot be read: %s.".formatted(path, why.getMessage()));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** What a file is, as the disk has it now. */
public final class Digest {
  private static final int AT_ONCE = 1 << 18;

  private Digest() {}

  /** Its SHA-256 in lower-case hexadecimal digits; blocks for as long as the disk takes. */
  public static String sha256(Path file) throws IOException {
    var digest = sha256();
    var buffer = ByteBuffer.allocate(AT_ONCE);
    try (var channel = FileChannel.open(file)) {
      while (channel.read(buffer.clear()) >= 0) {
        digest.update(buffer.flip());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}

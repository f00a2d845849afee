// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a file that is being written, of what the disk gives back of it and not of what
 * went by. It follows the writer instead of beginning when he is done. On one context, which it
 * never blocks.
 */
final class ReadBack {
  /** Behind the writer by less than this it rests: small steps cost more than they bring. */
  private static final long STEP = 1 << 20;

  /** After so much the others of a pool have their turn. */
  private static final long SLICE = 1 << 24;

  private static final int AT_ONCE = 1 << 18;

  private final WorkerExecutor disk;
  private final Path file;
  private MessageDigest digest = Digest.sha256();
  private long written;
  private long hashed;
  private long reading;
  private boolean busy;
  private @Nullable Promise<String> whole;

  ReadBack(WorkerExecutor disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  /** The file has its bytes up to there, and they change no more. */
  void reached(long position) {
    written = position;
    if (written - hashed >= STEP) {
      follow();
    }
  }

  /** What stood from there on is gone. */
  void cutAt(long position) {
    written = position;
    if (hashed > position || (busy && reading > position)) {
      digest = Digest.sha256();
      hashed = 0;
      busy = false;
    }
  }

  /** Of all that was reached, as 64 lower-case hexadecimal digits. */
  Future<String> sha256() {
    Promise<String> told = Promise.promise();
    whole = told;
    follow();
    return told.future();
  }

  private void follow() {
    if (busy) {
      return;
    }
    if (hashed == written) {
      tell();
      return;
    }
    busy = true;
    var mine = digest;
    var from = hashed;
    var to = Math.min(written, from + SLICE);
    reading = to;
    disk.executeBlocking(() -> read(mine, from, to), false)
        .onComplete(position -> followed(mine, to), broken -> failed(mine, broken));
  }

  private void followed(MessageDigest by, long position) {
    if (by != digest) {
      return; // of a file that was cut meanwhile
    }
    busy = false;
    hashed = position;
    if (whole != null || written - hashed >= STEP) {
      follow();
    }
  }

  private void failed(MessageDigest by, Throwable broken) {
    if (by == digest) {
      cutAt(0);
      if (whole != null) {
        whole.tryFail(broken);
        whole = null;
      }
    }
  }

  private void tell() {
    if (whole != null) {
      whole.complete(HexFormat.of().formatHex(digest.digest()));
      whole = null;
      hashed = 0; // the digest begins anew by itself
    }
  }

  private Void read(MessageDigest into, long from, long to) throws IOException {
    var buffer = ByteBuffer.allocate(AT_ONCE);
    try (var channel = FileChannel.open(file).position(from)) {
      for (var at = from; at < to; at += buffer.limit()) {
        buffer.clear().limit((int) Math.min(AT_ONCE, to - at));
        if (channel.read(buffer) < 0) {
          throw new EOFException(file + " is shorter than what was written to it");
        }
        into.update(buffer.flip());
      }
    }
    return null;
  }
}

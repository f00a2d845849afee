// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;

/**
 * The part of an image while bytes come: it gathers them, as each write costs the same however
 * small it is; forces them to the disk while others come, as all at once would have to be waited
 * for; and has them read back. On one context.
 */
final class OpenPart {
  private static final int CHUNK = 1 << 16;
  private static final int IN_FLIGHT = 1 << 18;
  private static final long FORCED_TOGETHER = 1 << 24;

  /** So much of the end may be on its way to the disk at once, in any order. */
  static final int UNORDERED = IN_FLIGHT + CHUNK;

  private final AsyncFile file;
  private final ReadBack readBack;
  private Buffer gathered = Buffer.buffer();
  private Future<Void> written = Future.succeededFuture();
  private Future<Void> forced = Future.succeededFuture();
  private long position;
  private long forcedTo;

  OpenPart(AsyncFile file, long position, ReadBack readBack) {
    this.file = file.setWritePos(position).setWriteQueueMaxSize(IN_FLIGHT);
    this.position = position;
    this.forcedTo = position;
    this.readBack = readBack;
  }

  /** Fails where the disk did not take something, sooner or later. */
  Future<Void> write(Buffer bytes) {
    gathered.appendBuffer(bytes);
    return gathered.length() < CHUNK ? Future.succeededFuture() : handOver();
  }

  boolean isFull() {
    return file.writeQueueFull();
  }

  void onDrained(Runnable then) {
    file.drainHandler(drained -> then.run());
  }

  /** What was here is of no use. */
  void beginAnew() {
    file.setWritePos(0);
    position = 0;
    forcedTo = 0;
    readBack.cutAt(0);
  }

  /** Succeeds when all that was written would survive the power being cut. */
  Future<Void> close() {
    return handOver().compose(all -> forced).compose(most -> file.flush()).eventually(file::close);
  }

  /** Each succeeds after those before it: only then is there no hole. */
  private Future<Void> handOver() {
    if (gathered.length() == 0) {
      return written;
    }
    var chunk = gathered;
    gathered = Buffer.buffer(CHUNK);
    position += chunk.length();
    var end = position;
    var write = file.write(chunk);
    written = written.compose(before -> write).onSuccess(here -> reached(end));
    return written;
  }

  private void reached(long end) {
    readBack.reached(end);
    if (end - forcedTo >= FORCED_TOGETHER && forced.isComplete()) {
      forcedTo = end;
      forced = forced.compose(before -> file.flush());
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line to a server that cuts two connections of three at a random byte, and flips one bit of each
 * download's bytes. Seeded.
 */
final class FaultyLine implements AutoCloseable {
  /** Behind the head of an answer: a head that is nonsense would be noticed anyway. */
  private static final int HEAD = 400;

  private final int to;
  private final int length;
  private final Random random;
  private final NetClient client;
  private final NetServer server;
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger flips = new AtomicInteger();
  private boolean flipped;

  FaultyLine(Vertx vertx, int to, int length, Random random) throws Exception {
    this.to = to;
    this.length = length;
    this.random = random;
    this.client = vertx.createNetClient();
    this.server =
        vertx
            .createNetServer()
            .connectHandler(this::connect)
            .listen(0, "127.0.0.1")
            .await(10, TimeUnit.SECONDS);
  }

  int port() {
    return server.actualPort();
  }

  synchronized void nextDownload() {
    flipped = false;
  }

  int cuts() {
    return cuts.get();
  }

  int flips() {
    return flips.get();
  }

  @Override
  public void close() {
    server.close().await();
    client.close().await();
  }

  private void connect(NetSocket device) {
    device.pause();
    var faults = faults();
    client
        .connect(to, "127.0.0.1")
        .onSuccess(
            image -> {
              image.handler(bytes -> faults.pass(bytes, device, image));
              image.closeHandler(gone -> device.close());
              device.handler(image::write);
              device.closeHandler(gone -> image.close());
              device.resume();
            });
  }

  private synchronized Faults faults() {
    var cutAt = random.nextInt(3) < 2 ? random.nextInt(length) : Long.MAX_VALUE;
    var flipAt = flipped ? Long.MAX_VALUE : HEAD + random.nextInt(length);
    return new Faults(cutAt, flipAt);
  }

  private synchronized void hasFlipped() {
    flipped = true;
    flips.incrementAndGet();
  }

  private final class Faults {
    private final long cutAt;
    private final long flipAt;
    private long position;

    Faults(long cutAt, long flipAt) {
      this.cutAt = cutAt;
      this.flipAt = flipAt;
    }

    void pass(Buffer bytes, NetSocket device, NetSocket image) {
      if (flipAt >= position && flipAt < position + bytes.length() && flipAt < cutAt) {
        var at = (int) (flipAt - position);
        bytes.setByte(at, (byte) (bytes.getByte(at) ^ (1 << random.nextInt(8))));
        hasFlipped();
      }
      if (cutAt < position + bytes.length()) {
        cuts.incrementAndGet();
        device.end(bytes.slice(0, (int) Math.max(0, cutAt - position)));
        image.close();
        return;
      }
      position += bytes.length();
      device.write(bytes);
    }
  }
}

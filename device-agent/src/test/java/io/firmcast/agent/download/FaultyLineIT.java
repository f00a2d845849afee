// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dfirmcast.downloads=2000} for the whole proof; the build makes a part of it. */
class FaultyLineIT {
  private static final int DOWNLOADS = Integer.getInteger("firmcast.downloads", 150);
  private static final int LENGTH = 60_000;
  private static final DownloadRules RULES =
      DownloadRules.DEFAULT
          .from(true, Set.of("127.0.0.1"))
          .reserving(0)
          .retrying(Duration.ofMillis(1), Duration.ofMillis(2));

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void through_a_line_that_cuts_and_flips_bits_every_download_ends_right(@TempDir Path dir)
      throws Exception {
    var seed = Long.getLong("firmcast.seed", new Random().nextLong());
    try (var server = new ImageServer(vertx, LENGTH);
        var line = new FaultyLine(vertx, server.port(), LENGTH, new Random(seed))) {
      var uri = URI.create("http://127.0.0.1:" + line.port() + "/image.bin");
      var image = new Image(uri, LENGTH, server.image().sha256());
      for (int i = 0; i < DOWNLOADS; i++) {
        line.nextDownload();
        var target = dir.resolve("image-" + i);

        fetch(image, target, new Random(seed + i));

        assertThat(target).as("download %d, seed %d", i, seed).hasBinaryContent(server.bytes());
        Files.delete(target);
      }

      assertThat(line.cuts()).as("seed %d", seed).isGreaterThan(DOWNLOADS / 2);
      assertThat(line.flips()).as("seed %d", seed).isGreaterThan(DOWNLOADS / 10);
      assertThat(server.ranges()).anyMatch(range -> range.startsWith("bytes="));
    }
  }

  @Test
  void two_hundred_at_once_all_arrive(@TempDir Path dir) throws Exception {
    try (var server = new ImageServer(vertx, 1_000_000)) {
      var image = server.image();
      var all =
          IntStream.range(0, 200)
              .mapToObj(i -> begin(image, dir.resolve("image-" + i), new Random(i)))
              .toList();

      Future.all(all).await(60, TimeUnit.SECONDS);

      for (int i = 0; i < 200; i++) {
        assertThat(Files.size(dir.resolve("image-" + i))).isEqualTo(1_000_000);
      }
    }
  }

  private void fetch(Image image, Path target, Random random) throws Exception {
    begin(image, target, random).await(30, TimeUnit.SECONDS);
  }

  private Future<Void> begin(Image image, Path target, Random random) {
    Promise<Void> fetched = Promise.promise();
    vertx.runOnContext(
        here -> {
          var client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
          new Downloader(vertx, client, vertx.createSharedWorkerExecutor("disk", 2), RULES, random)
              .fetch(image, target, (bytes, length) -> {})
              .onComplete(over -> client.close())
              .onComplete(fetched);
        });
    return fetched.future();
  }
}

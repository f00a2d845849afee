// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.EOFException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackTest {
  private static final int LENGTH = 5_000_000;

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WorkerExecutor disk = vertx.createSharedWorkerExecutor("disk", 4);
  private final byte[] bytes = ImageServer.random(LENGTH);
  private final Path file;
  private final ReadBack readBack;

  ReadBackTest(@TempDir Path dir) throws Exception {
    file = Files.write(dir.resolve("part"), bytes);
    readBack = new ReadBack(disk, file);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void what_is_read_while_it_is_written_is_the_hash_of_the_whole() throws Exception {
    for (int at = 0; at < LENGTH; at += 77_777) {
      reached(at);
    }
    reached(LENGTH);

    assertThat(told()).isEqualTo(ImageServer.sha256(bytes));
  }

  @Test
  void it_is_what_the_disk_has_and_not_what_was_written() throws Exception {
    reached(1000);
    Files.write(file, altered(4_000_000));
    reached(LENGTH);

    assertThat(told()).isEqualTo(ImageServer.sha256(altered(4_000_000)));
  }

  @Test
  void what_was_cut_off_counts_no_more_also_while_it_is_being_read() throws Exception {
    reached(LENGTH);
    on(
        () -> {
          readBack.cutAt(2_000_000);
          return Future.succeededFuture();
        });
    Files.write(file, Arrays.copyOf(altered(3_000_000), 4_000_000));
    reached(4_000_000);

    assertThat(told()).isEqualTo(ImageServer.sha256(Arrays.copyOf(altered(3_000_000), 4_000_000)));
  }

  @Test
  void it_can_be_asked_again() throws Exception {
    reached(LENGTH);

    assertThat(told()).isEqualTo(told());
  }

  @Test
  void a_file_that_is_shorter_than_what_was_written_is_a_failure_and_not_a_hash() throws Exception {
    reached(LENGTH + 1);

    assertThatThrownBy(this::told).isInstanceOf(EOFException.class);
  }

  private byte[] altered(int at) {
    var altered = bytes.clone();
    altered[at]++;
    return altered;
  }

  private void reached(long position) throws Exception {
    on(
        () -> {
          readBack.reached(position);
          return Future.succeededFuture();
        });
  }

  private String told() throws Exception {
    return on(readBack::sha256);
  }

  private <T> T on(Supplier<Future<T>> act) throws Exception {
    Promise<T> done = Promise.promise();
    context.runOnContext(here -> act.get().onComplete(done));
    return done.future().await(10, TimeUnit.SECONDS);
  }
}

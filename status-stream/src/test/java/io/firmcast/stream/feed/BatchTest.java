// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.DOWNLOADING;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.StatusChanged;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<List<StatusChanged>> told = new CopyOnWriteArrayList<>();
  private final Batch batch = new Batch(vertx, told::add);

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void the_first_goes_at_once_and_what_follows_soon_goes_together() {
    var turn = vertx.getOrCreateContext();
    turn.runOnContext(
        here -> {
          batch.add(List.of(change("a", DOWNLOADING, 1)));
          assertThat(told).hasSize(1);
          batch.add(List.of(change("a", DOWNLOADING, 2)));
          batch.add(List.of(change("b", DOWNLOADING, 3), change("a", DOWNLOADING, 4)));
        });

    await().until(() -> told.size() == 2);
    assertThat(told.get(0)).hasSize(1);
    assertThat(told.get(1)).extracting(StatusChanged::reportedVersion).containsExactly(2L, 3L, 4L);
  }

  @Test
  void what_waits_can_be_told_before_its_time() throws TimeoutException {
    var counts =
        Future.<List<Integer>>future(
                answer ->
                    vertx
                        .getOrCreateContext()
                        .runOnContext(
                            here -> {
                              batch.add(List.of(change("a", DOWNLOADING, 1)));
                              batch.add(List.of(change("a", DOWNLOADING, 2)));
                              var before = told.size();
                              batch.flush();
                              batch.flush();
                              answer.complete(List.of(before, told.size()));
                            }))
            .await(5, TimeUnit.SECONDS);

    assertThat(counts).containsExactly(1, 2);
  }
}

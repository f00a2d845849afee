// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class FeedTest {

  @Test
  void a_feed_that_was_cut_comes_back_by_itself() throws Exception {
    try (var services = new FakeServices();
        var feed = new Feed(new ServiceApi(URI.create(services.url())), "").open()) {
      await().until(() -> services.feeds() == 1);
      services.send(FakeServices.change("sim-3", "u-1", FirmwareStatus.DOWNLOADING));
      assertThat(feed.next(Duration.ofSeconds(5))).isNotNull();

      services.cutFeeds();
      var next = CompletableFuture.supplyAsync(() -> take(feed));
      await().until(() -> services.feeds() == 1);
      services.send(FakeServices.change("sim-3", "u-1", FirmwareStatus.APPLYING));

      assertThat(next.get().status()).isEqualTo(FirmwareStatus.APPLYING);
    }
  }

  @Test
  void nothing_in_time_is_null() throws Exception {
    try (var services = new FakeServices();
        var feed = new Feed(new ServiceApi(URI.create(services.url())), "").open()) {
      assertThat(feed.next(Duration.ofMillis(50))).isNull();
    }
  }

  @Test
  void it_goes_on_where_it_was_cut_and_says_how_reliable_it_is() throws Exception {
    var states = new CopyOnWriteArrayList<FeedState>();
    try (var services = new FakeServices();
        var feed =
            new Feed(new ServiceApi(URI.create(services.url())), "?device=sim-3", states::add)
                .open()) {
      await().until(() -> services.feeds() == 1);
      services.send(FakeServices.change("sim-3", "u-1", FirmwareStatus.DOWNLOADING));
      assertThat(feed.next(Duration.ofSeconds(5))).isNotNull();
      services.sendFrame(sign(true));
      await().until(() -> states.contains(FeedState.STALE));

      services.cutFeeds();
      var next = CompletableFuture.supplyAsync(() -> take(feed));
      await().until(() -> services.feeds() == 1);
      services.sendFrame(new JsonObject().put("type", "gone").put("reason", "epoch"));
      services.sendFrame(sign(false));
      services.send(FakeServices.change("sim-3", "u-1", FirmwareStatus.APPLYING));
      assertThat(next.get()).isNotNull();

      assertThat(services.queries()).containsExactly("device=sim-3", "device=sim-3&from=e:2");
      assertThat(states)
          .containsExactly(
              FeedState.STALE, FeedState.RECONNECTING, FeedState.RESTARTED, FeedState.LIVE);
    }
  }

  private static JsonObject sign(boolean stale) {
    return new JsonObject().put("type", "bookmark").put("seq", 2).put("stale", stale);
  }

  private static StatusChanged take(Feed feed) {
    try {
      return Objects.requireNonNull(feed.next(Duration.ofSeconds(20)));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

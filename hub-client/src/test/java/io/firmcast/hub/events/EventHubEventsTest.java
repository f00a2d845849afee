// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As far as it goes without an event hub: nothing here has spoken to one. */
class EventHubEventsTest {
  private static final String NOBODY =
      "Endpoint=sb://127.0.0.1/;SharedAccessKeyName=service;SharedAccessKey=a2V5;EntityPath=hub";

  @TempDir private Path data = Path.of("");
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_connection_string_that_is_none_is_refused() {
    assertThatThrownBy(() -> events("HostName=hub.azure-devices.net"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void without_an_answer_it_starts_says_that_something_may_be_missed_and_stops()
      throws TimeoutException {
    var missed = new AtomicInteger();
    var events = events(NOBODY);

    events
        .start(
            new TwinEvents.Listener() {
              @Override
              public void happened(TwinEvent event) {
                throw new AssertionError(event);
              }

              @Override
              public void missed() {
                missed.incrementAndGet();
              }
            })
        .await(5, TimeUnit.SECONDS);

    await().until(() -> missed.get() > 0);
    events.stop().await(20, TimeUnit.SECONDS);
    assertThat(data).isEmptyDirectory();
  }

  private TwinEvents events(String connectionString) {
    return new EventHubEvents(vertx, connectionString, "firmcast", data.resolve("events.json"));
  }
}

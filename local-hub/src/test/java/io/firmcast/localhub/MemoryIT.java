// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hub told to remember five events and four testimonies. */
class MemoryIT {

  private static TestHub hub;

  @BeforeAll
  static void startHub() {
    var settings = new LocalHubSettings("127.0.0.77", 0, 0, null).withMemory(new Memory(5, 4));
    hub = TestHub.start(settings);
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void the_feed_gives_the_last_five_and_says_that_what_was_before_is_gone() {
    var beginning = hub.hub.events().newest();
    for (int i = 0; i < 7; i++) {
      hub.device("event" + i);
    }

    try (var oldest = EventLines.open(hub, hub.ownerToken(), "?from=oldest");
        var missed = EventLines.open(hub, hub.ownerToken(), "?from=" + beginning)) {
      assertThat(oldest.first(5))
          .extracting(EventLines.Event::deviceId)
          .containsExactly("event2", "event3", "event4", "event5", "event6");
      assertThat(missed.first(1).get(0).name()).isEqualTo("gone");
    }
  }

  @Test
  void the_witness_gives_the_last_four_and_says_that_what_was_before_is_gone() {
    var open = new Rest(hub, null);
    var key = hub.device("seen");
    for (int i = 0; i < 3; i++) {
      RawDevice.connect(hub, "seen", key).close();
    }
    await().until(() -> hub.hub.witness().newest() >= 6);
    var newest = hub.hub.witness().newest();

    var held = open.get("/admin/witness?after=" + (newest - 4));
    var gone = open.get("/admin/witness?after=" + (newest - 5));

    assertThat(held.text().lines()).hasSize(4);
    assertThat(held.text().lines().map(JsonObject::new).map(line -> line.getLong("sequence")))
        .containsExactly(newest - 3, newest - 2, newest - 1, newest);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.json().getString("detail"))
        .isEqualTo("Held is what follows %d up to %d.".formatted(newest - 4, newest));
  }
}

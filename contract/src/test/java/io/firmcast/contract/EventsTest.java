// SPDX-License-Identifier: Apache-2.0
package io.firmcast.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final StatusChanged CHANGED =
      new StatusChanged(
          new DeviceId("sim-3"),
          FirmwareStatus.FAILED,
          Instant.parse("2026-11-20T12:00:00Z"),
          7,
          new UpdateId("u-1"),
          "2.0.0",
          new FirmwareError("hash", "not the signed image"));

  @Test
  void a_change_is_read_as_it_was_written() {
    assertThat(StatusChanged.fromJson(CHANGED.toJson())).isEqualTo(CHANGED);
  }

  @Test
  void a_start_is_read_as_it_was_written() {
    var started = new UpdateStarted(new DeviceId("sim-3"), new UpdateId("u-1"));

    assertThat(UpdateStarted.fromJson(started.toJson())).isEqualTo(started);
  }

  @Test
  void a_change_without_a_version_is_none() {
    var json = CHANGED.toJson();
    json.remove("reportedVersion");

    assertThatThrownBy(() -> StatusChanged.fromJson(json)).isInstanceOf(BadMessage.class);
  }

  @Test
  void what_is_published_reaches_a_subscriber_and_nonsense_does_not() throws Exception {
    var vertx = Vertx.vertx();
    BlockingQueue<StatusChanged> seen = new LinkedBlockingQueue<>();
    try {
      StatusChanged.TOPIC.subscribe(vertx, seen::add).await(5, TimeUnit.SECONDS);

      vertx.eventBus().publish(StatusChanged.TOPIC.address(), new JsonObject().put("at", 7));
      StatusChanged.TOPIC.publish(vertx, CHANGED);

      assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(CHANGED);
    } finally {
      vertx.close().await(5, TimeUnit.SECONDS);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.hub.Credentials;
import io.firmcast.hub.FakeDevices;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import io.firmcast.kit.Backoff;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManyTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeDevices devices = new FakeDevices();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @Test
  void all_are_answered_in_the_order_given() throws Exception {
    var answers = creating(300).answers().await(10, TimeUnit.SECONDS);

    assertThat(answers)
        .extracting(made -> made.getString("deviceId"))
        .isEqualTo(IntStream.range(0, 300).mapToObj(i -> "d-" + i).toList());
    assertThat(devices.ids()).hasSize(300);
  }

  @Test
  void a_hub_that_asks_to_slow_down_is_asked_again() throws Exception {
    devices.trouble(id -> calls.incrementAndGet() % 3 == 0 ? refusal(Reason.THROTTLED) : null);

    creating(50).answers().await(10, TimeUnit.SECONDS);

    assertThat(devices.ids()).hasSize(50);
  }

  @Test
  void a_refusal_for_good_ends_it_and_no_more_is_begun() {
    devices.trouble(id -> id.toString().equals("d-20") ? refusal(Reason.BAD_REQUEST) : null);
    var many = creating(1000);

    assertThatThrownBy(() -> many.answers().await(10, TimeUnit.SECONDS))
        .isInstanceOf(HubException.class);
    assertThat(many.done()).isBetween(1, 100).isEqualTo(devices.ids().size());
  }

  @Test
  void a_hub_that_is_not_there_at_all_is_told_at_once() {
    devices.trouble(
        id -> {
          calls.incrementAndGet();
          return refusal(Reason.UNAVAILABLE);
        });

    assertThatThrownBy(() -> creating(10).answers().await(10, TimeUnit.SECONDS))
        .isInstanceOf(HubException.class);
    assertThat(calls).hasValue(1);
  }

  private Many<JsonObject> creating(int count) {
    var quick = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(7));
    List<Identity> all = IntStream.range(0, count).mapToObj(i -> Identity.of("d-" + i)).toList();
    return new Many<>(
        new Patience(vertx, quick), all, id -> devices.create(id, new Credentials.Keys(), true));
  }

  private static HubException refusal(Reason reason) {
    return new HubException(reason, "as the test says");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.kit.Backoff;
import io.firmcast.kit.ConnectionString;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {
  private static final DeviceId DEVICE = new DeviceId("sim-3");
  private static final ConnectionString KEY =
      ConnectionString.parse("HostName=h.example;DeviceId=sim-3;SharedAccessKey=a2V5");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger calls = new AtomicInteger();

  @AfterEach
  void stop() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "THROTTLED", "OVERLOADED"})
  void a_hub_that_cannot_now_is_asked_again(Reason reason) throws Exception {
    var registered = failing(3, reason).ensure(DEVICE).await(5, TimeUnit.SECONDS);

    assertThat(registered).isEqualTo(KEY);
    assertThat(calls).hasValue(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAUTHORIZED", "BAD_REQUEST"})
  void a_hub_that_will_not_is_asked_once(Reason reason) {
    var registration = failing(1, reason);

    assertThatThrownBy(() -> registration.ensure(DEVICE).await(5, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            HubException.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
    assertThat(calls).hasValue(1);
  }

  @Test
  void patience_has_an_end() {
    var registration = failing(Integer.MAX_VALUE, Reason.UNAVAILABLE);

    assertThatThrownBy(() -> registration.ensure(DEVICE).await(5, TimeUnit.SECONDS))
        .isInstanceOf(HubException.class);
    assertThat(calls).hasValue(21);
  }

  private Registration failing(int times, Reason reason) {
    var quick = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(7));
    return new Registration(
        new Patience(vertx, quick),
        device ->
            calls.incrementAndGet() <= times
                ? Future.failedFuture(new HubException(reason, "as the test says"))
                : Future.succeededFuture(KEY));
  }
}

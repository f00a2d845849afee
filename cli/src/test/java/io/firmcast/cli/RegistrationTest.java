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
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
  private static final DeviceId DEVICE = new DeviceId("sim-3");
  private static final List<DeviceId> DEVICES = List.of(DEVICE);
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
    var registered = failing(3, reason).ensure(DEVICES).await(5, TimeUnit.SECONDS);

    assertThat(registered).containsExactly(KEY);
    assertThat(calls).hasValue(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAUTHORIZED", "BAD_REQUEST"})
  void a_hub_that_will_not_is_asked_once(Reason reason) {
    var registration = failing(1, reason);

    assertThatThrownBy(() -> registration.ensure(DEVICES).await(5, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            HubException.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
    assertThat(calls).hasValue(1);
  }

  @Test
  void patience_has_an_end() {
    var registration = failing(Integer.MAX_VALUE, Reason.UNAVAILABLE);

    assertThatThrownBy(() -> registration.ensure(DEVICES).await(5, TimeUnit.SECONDS))
        .isInstanceOf(HubException.class);
    assertThat(calls).hasValue(21);
  }

  @Test
  void a_policy_that_may_connect_as_any_device_registers_a_hundred_at_once() throws Exception {
    var registration = registration("iothubowner");

    var registered = registration.ensure(DEVICES).await(5, TimeUnit.SECONDS);

    assertThat(registration.atOnce()).isEqualTo(100);
    assertThat(calls).hasValue(1);
    assertThat(registered)
        .containsExactly(new ConnectionString("h.example", "iothubowner", "sim-3", "a2V5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "registryRead", "registryReadWrite"})
  void a_policy_that_may_not_asks_for_each_device_s_own_key(String policy) throws Exception {
    var registered = registration(policy).ensure(DEVICES).await(5, TimeUnit.SECONDS);

    assertThat(registered).containsExactly(KEY);
  }

  private Registration registration(String policy) {
    var service =
        ConnectionString.parse(
            "HostName=h.example:8443;SharedAccessKeyName=" + policy + ";SharedAccessKey=a2V5");
    return Registration.of(
        new Patience(vertx, new Random(7)),
        service,
        devices -> {
          calls.incrementAndGet();
          return Future.succeededFuture();
        },
        device -> Future.succeededFuture(KEY));
  }

  private Registration failing(int times, Reason reason) {
    var quick = new Backoff(Duration.ofMillis(1), Duration.ofMillis(2), new Random(7));
    return new Registration.OneByOne(
        new Patience(vertx, quick),
        device ->
            calls.incrementAndGet() <= times
                ? Future.failedFuture(new HubException(reason, "as the test says"))
                : Future.succeededFuture(KEY));
  }
}

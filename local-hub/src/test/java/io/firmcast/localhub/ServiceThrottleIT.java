// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubTooManyRequestsException;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.firmcast.localhub.tier.Tier;
import io.firmcast.localhub.tier.TierSettings;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 9 G on the service side: the rates of a tier, and what is above them. */
class ServiceThrottleIT {

  private static final TierSettings S1 = TierSettings.of(Tier.S1);
  // No request of a test waits, and none of the burst comes back while it runs.
  private static final TierSettings STRICT = S1.withPatience(Duration.ZERO).withSpeed(0.00001);
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static TestHub hub;

  private String deviceId;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.52");
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @BeforeEach
  void register() {
    hub.hub.throttles().change(TierSettings.UNLIMITED);
    deviceId = "dev" + COUNT.incrementAndGet();
    hub.device(deviceId);
  }

  @Test
  void L01_java_sdk_gets_too_many_requests_after_the_burst_of_twin_reads() throws Exception {
    hub.hub.throttles().change(STRICT);
    var twins = new TwinClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
    for (int i = 0; i < 100; i++) {
      twins.get(deviceId);
    }

    assertThatThrownBy(() -> twins.get(deviceId))
        .isInstanceOf(IotHubTooManyRequestsException.class);
  }

  @Test
  void L01_L10_429_is_in_named_form_and_has_no_retry_after() {
    hub.hub.throttles().change(STRICT);
    var reply = aboveTheRate(100, "GET", "/twins/" + deviceId, null);

    assertThat(reply.header("iothub-errorcode")).contains("ThrottlingException");
    assertThat(reply.json().getString("Message")).startsWith("ErrorCode:ThrottlingException;");
    assertThat(reply.header("retry-after")).isEmpty();
  }

  @Test
  void L10_retry_after_is_there_if_configured() {
    hub.hub.throttles().change(STRICT.withRetryAfter(Duration.ofSeconds(7)));

    var reply = aboveTheRate(100, "GET", "/twins/" + deviceId, null);

    assertThat(reply.header("retry-after")).contains("7");
  }

  @Test
  void L02_the_21st_query_page_is_429_where_nobody_waits() {
    hub.hub.throttles().change(STRICT);
    var query = new JsonObject().put("query", "SELECT deviceId FROM devices");

    aboveTheRate(20, "POST", "/devices/query", query);
  }

  @Test
  void L02_L05_the_21st_query_page_waits_its_turn_in_the_tiers_own_time() {
    // A minute's worth takes 200 ms here, one more page 10 ms.
    hub.hub.throttles().change(S1.withSpeed(300));
    var query = new JsonObject().put("query", "SELECT deviceId FROM devices");

    var statuses =
        IntStream.range(0, 40)
            .mapToObj(i -> hub.rest().send("POST", "/devices/query", query).status());

    assertThat(statuses).hasSize(40).containsOnly(200);
  }

  @Test
  void L04_twin_updates_stop_after_50() {
    hub.hub.throttles().change(STRICT);

    aboveTheRate(50, "PATCH", "/twins/" + deviceId, new JsonObject("{\"tags\":{\"a\":1}}"));

    assertThat(hub.rest().get("/twins/" + deviceId).json().getInteger("version"))
        .isGreaterThanOrEqualTo(50);
  }

  @Test
  void L04_registry_operations_stop_after_100() {
    hub.hub.throttles().change(STRICT);

    aboveTheRate(100, "GET", "/devices/" + deviceId, null);
  }

  @Test
  void L04_methods_are_limited_by_their_bytes() {
    hub.hub.throttles().change(STRICT);
    var body =
        new JsonObject()
            .put("methodName", "m")
            .put("responseTimeoutInSeconds", 5)
            .put("payload", "x".repeat(79_000));

    var first = hub.rest().send("POST", "/twins/" + deviceId + "/methods", body);
    var second = hub.rest().send("POST", "/twins/" + deviceId + "/methods", body);
    var third = hub.rest().send("POST", "/twins/" + deviceId + "/methods", body);

    assertThat(first.coded().getInteger("errorCode")).isEqualTo(404103);
    assertThat(second.coded().getInteger("errorCode")).isEqualTo(404103);
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.coded().getInteger("errorCode")).isEqualTo(429001);
  }

  @Test
  void L08_an_exhausted_quota_is_403002_for_what_is_charged_only() {
    hub.hub.throttles().change(TierSettings.of(Tier.F1).withQuota(true));
    hub.hub.throttles().charge(8000L * 512);

    var read = hub.rest().get("/twins/" + deviceId);
    var registry = hub.rest().get("/devices/" + deviceId);

    assertThat(read.status()).isEqualTo(403);
    assertThat(read.header("iothub-errorcode")).contains("IotHubQuotaExceeded");
    assertThat(registry.status()).isEqualTo(200);
  }

  @Test
  void L08_twin_reads_methods_and_queries_are_charged_by_size() {
    hub.hub.throttles().change(S1.withQuota(true));

    hub.rest().get("/twins/" + deviceId);
    hub.rest().get("/devices/" + deviceId);

    assertThat(hub.hub.throttles().messagesToday()).isEqualTo(1);
  }

  @Test
  void the_basic_tier_has_no_twins() {
    hub.hub.throttles().change(TierSettings.of(Tier.B1));

    var reply = hub.rest().get("/twins/" + deviceId);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("iothub-errorcode")).contains("InvalidOperation");
  }

  @Test
  void the_free_tier_has_room_for_500_devices() {
    for (int i = 0; i < 500; i++) {
      hub.device("room" + COUNT.incrementAndGet());
    }
    hub.hub.throttles().change(TierSettings.of(Tier.F1));

    var reply = hub.rest().send("PUT", "/devices/one-more", new JsonObject());

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.header("iothub-errorcode")).contains("TooManyDevices");
  }

  /** Sends as many as are allowed, which must pass, and one more, which must not. */
  private Rest.Reply aboveTheRate(
      int allowed, String method, String path, @Nullable JsonObject body) {
    for (int i = 0; i < allowed; i++) {
      assertThat(hub.rest().send(method, path, body).status()).isEqualTo(200);
    }
    var reply = hub.rest().send(method, path, body);
    assertThat(reply.status()).isEqualTo(429);
    return reply;
  }
}

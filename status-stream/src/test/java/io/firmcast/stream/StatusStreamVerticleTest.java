// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.firmcast.contract.FirmwareStatus;
import io.firmcast.contract.StatusChanged;
import io.firmcast.contract.UpdateId;
import io.firmcast.contract.UpdateStarted;
import io.firmcast.hub.FakeHub;
import io.firmcast.hub.HubException;
import io.firmcast.stream.feed.Reader;
import io.firmcast.stream.ingest.Story;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.WebClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusStreamVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final FakeHub hub = new FakeHub();
  private final WebClient client = WebClient.create(vertx);
  private final StatusStreamVerticle stream =
      new StatusStreamVerticle(
          hub,
          StatusStreamSettings.DEFAULTS
              .withAddress("127.0.0.1", 0)
              .withPace(Duration.ofMillis(20), Duration.ofMillis(200)),
          Clock.systemUTC(),
          RandomGenerator.getDefault());
  private String deployment = "";

  @BeforeEach
  void deploy() throws TimeoutException {
    deployment = vertx.deployVerticle(stream).await(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void a_change_goes_to_the_event_bus_and_to_the_feed() throws TimeoutException {
    List<StatusChanged> heard = new CopyOnWriteArrayList<>();
    StatusChanged.TOPIC.subscribe(vertx, heard::add).await(5, TimeUnit.SECONDS);
    var device = new Story("sim-1").at("standBy");
    hub.report("sim-1", device.json());
    await().until(() -> heard.size() == 1);
    var reader = reader();
    await().until(reader::hasSnapshot);

    UpdateStarted.TOPIC.publish(
        vertx, new UpdateStarted(new DeviceId("sim-1"), new UpdateId("u1")));
    hub.report("sim-1", device.update("u1").at("downloading").json());
    hub.report("sim-1", device.at("applying").json());
    hub.report("sim-1", device.at("completed").json());

    await().until(() -> reader.items("delta").size() == 3 && heard.size() == 4);
    assertThat(heard)
        .extracting(StatusChanged::status)
        .containsExactly(
            FirmwareStatus.STAND_BY,
            FirmwareStatus.DOWNLOADING,
            FirmwareStatus.APPLYING,
            FirmwareStatus.COMPLETED);
    assertThat(reader.items("delta").stream().map(StatusChanged::fromJson))
        .isEqualTo(heard.subList(1, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "/,text/html",
    "/app.js,text/javascript",
    "/style/base.css,text/css",
    "/status.svg,image/svg+xml",
    "/asyncapi.yaml,yaml",
    "/api/v1/status,application/json",
    "/nothing,application/problem+json"
  })
  void everything_is_served_with_the_headers_that_keep_a_browser_safe(String path, String type)
      throws TimeoutException {
    var answer = get(path).send().await(5, TimeUnit.SECONDS);

    assertThat(answer.getHeader("Content-Type")).contains(type);
    assertThat(answer.getHeader("Content-Security-Policy"))
        .contains("default-src 'self'")
        .contains("frame-ancestors 'none'");
    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.getHeader("Cache-Control")).isIn("no-cache", "no-store");
  }

  @Test
  void the_page_has_nothing_that_its_policy_forbids() throws TimeoutException {
    var page = get("/").send().await(5, TimeUnit.SECONDS).bodyAsString();

    assertThat(page)
        .contains("id=\"devices\"", "src=\"/app.js\"")
        .doesNotContain("<style", " style=", "onclick=", "http:")
        .doesNotContainPattern("<script(?! type=\"module\" src=\"/)");
  }

  @Test
  void it_is_ready_while_the_hub_is_read_and_again_after_an_outage() throws TimeoutException {
    await().until(() -> readiness().isOk());

    hub.fail(new HubException(HubException.Reason.UNAVAILABLE, "gone"));
    await().until(() -> !readiness().isOk());
    assertThat(readiness().getData().getString("hub")).isEqualTo("stale");
    assertThat(get("/api/v1/status").send().await(5, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    hub.fail(null);

    await().atMost(Duration.ofSeconds(20)).until(() -> readiness().isOk());
  }

  @Test
  void it_stops_soon_also_with_clients_that_do_not_read() throws TimeoutException {
    var good = reader();
    var rude = reader();
    await().until(() -> good.hasSnapshot() && rude.hasSnapshot());
    rude.pause();
    await().pollDelay(Duration.ZERO).until(() -> readiness().isOk());
    for (int i = 0; i < 20; i++) {
      hub.report("sim-" + i, new Story("sim-" + i).at("standBy").json());
    }
    await().until(() -> good.items("delta").size() == 20);

    vertx.undeploy(deployment).await(4, TimeUnit.SECONDS);

    await().until(good::isClosed);
    assertThat(good.closeCode()).isEqualTo((short) 1001);
    rude.resume();
  }

  private Status readiness() throws TimeoutException {
    Promise<Status> answer = Promise.promise();
    stream.readiness().handle(answer);
    return answer.future().await(5, TimeUnit.SECONDS);
  }

  private Reader reader() throws TimeoutException {
    return Reader.connect(
        vertx,
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(stream.port())
            .setURI("/api/v1/status"));
  }

  private HttpRequest<Buffer> get(String path) {
    return client.get(stream.port(), "127.0.0.1", path);
  }
}

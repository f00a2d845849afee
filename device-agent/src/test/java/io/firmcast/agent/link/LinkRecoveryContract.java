// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.agent.link.LinkException.Reason;
import io.firmcast.kit.ConnectionString;
import io.firmcast.kit.SasToken;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every link does when something goes wrong, with the local hub's faults on. */
abstract class LinkRecoveryContract extends LinkOnHub {

  LinkRecoveryContract(LinkKind kind, String host) {
    super(kind, host);
  }

  @Test
  void tokens_are_renewed_before_their_end_so_that_the_hub_never_cuts_the_device_off()
      throws Exception {
    var shortLived = LinkOptions.DIRECT.withTokenLife(Duration.ofSeconds(3));
    var device = connected(hub.create("renewer"), shortLived);

    await().atMost(PATIENCE).until(() -> hub.connects("renewer") >= 4);

    assertThat(device.states()).allMatch(LinkState.Connected.class::isInstance);
    await().atMost(PATIENCE).until(() -> hub.invoke("renewer", "m", null).statusCode() == 200);
    device.report(new JsonObject().put("alive", true));
  }

  @Test
  void a_connection_that_is_cut_is_replaced_with_all_subscriptions() throws Exception {
    var device = connected("cut");
    hub.faults().add(FaultRule.of("kill-connection:time=300ms,devices=cut,for=1s"));

    await().atMost(PATIENCE).until(() -> hub.connects("cut") >= 2);
    hub.faults().clear();

    await().atMost(PATIENCE).until(() -> device.isConnected() && works("cut"));
    hub.desire("cut", new JsonObject().put("colour", "blue"));
    await().atMost(PATIENCE).until(() -> !device.desired().isEmpty());
    device.report(new JsonObject().put("after", 1));
  }

  @Test
  void a_hub_that_is_too_busy_to_let_it_in_is_tried_until_it_does() throws Exception {
    hub.faults().add(FaultRule.of("refuse-connect:devices=patient,for=1s"));

    var device = connected(hub.create("patient"), LinkOptions.DIRECT);

    assertThat(device.states().get(0)).isInstanceOf(LinkState.Connecting.class);
    assertThat(works("patient")).isTrue();
  }

  @Test
  void a_token_that_the_hub_takes_for_expired_is_replaced() throws Exception {
    var device = connected("expired");
    hub.faults().add(FaultRule.of("expire-token:time=200ms,devices=expired,for=1s"));

    await().atMost(PATIENCE).until(() -> hub.connects("expired") >= 2);
    hub.faults().clear();

    await().atMost(PATIENCE).until(() -> device.isConnected() && works("expired"));
  }

  @Test
  void a_hub_that_has_too_much_to_do_is_told_apart_from_one_that_refuses() throws Exception {
    var device = connected("throttled");
    hub.faults().add(FaultRule.of("twin-error:status=429,devices=throttled"));

    assertThatThrownBy(() -> device.report(new JsonObject().put("a", 1)))
        .isInstanceOfSatisfying(
            LinkException.class, failure -> assertThat(failure.reason()).isEqualTo(Reason.BUSY));
    assertThatThrownBy(device::twin).isInstanceOf(LinkException.class);
    hub.faults().clear();

    device.report(new JsonObject().put("a", 1));
    assertThat(device.isConnected()).isTrue();
  }

  @Test
  void a_method_that_the_hub_delivers_twice_is_heard_twice() throws Exception {
    var device = connected("twice");
    hub.faults().add(FaultRule.of("duplicate-method:count=2,devices=twice"));

    assertThat(hub.invoke("twice", "m", null).statusCode()).isEqualTo(200);

    await().atMost(PATIENCE).until(() -> device.calls().size() == 2);
  }

  /** The Azure SDK by itself never subscribes again, and would wait for ever. */
  @Test
  void a_session_that_the_hub_has_forgotten_is_subscribed_anew() throws Exception {
    var address = hub.create("forgotten");
    var device = connected(address, LinkOptions.DIRECT);

    var clean = MqttClient.create(vertx, cleanSession(address));
    clean.connect(TestHub.AZURE_PORT, host).await(10, TimeUnit.SECONDS);
    clean.disconnect().await(10, TimeUnit.SECONDS);

    await().atMost(PATIENCE).until(() -> device.isConnected() && works("forgotten"));
    hub.desire("forgotten", new JsonObject().put("colour", "blue"));
    await().atMost(PATIENCE).until(() -> !device.desired().isEmpty());
  }

  @Test
  void two_clients_with_one_id_do_not_evict_each_other_for_ever() throws Exception {
    var address = hub.create("doubled");
    var first = connected(address, LinkOptions.DIRECT);
    var second = open(address, hub.trust());

    await().atMost(Duration.ofSeconds(40)).until(() -> isContested(first) || isContested(second));

    var connects = hub.connects("doubled");
    await()
        .during(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(8))
        .until(() -> hub.connects("doubled") <= connects + 2);
    var contested = isContested(first) ? first : second;
    assertThat(((LinkState.Contested) contested.lastState()).reason()).contains("another client");
  }

  /** Of all failures this is the one after which the SDK's own retry stops for good (2.7). */
  @Test
  void a_door_that_is_slammed_before_tls_is_knocked_at_again() throws Exception {
    var device = connected("slammed");
    hub.stop();
    await().atMost(PATIENCE).until(() -> !device.isConnected());
    var slammed = new AtomicInteger();
    NetServer wall =
        vertx
            .createNetServer()
            .connectHandler(
                socket -> {
                  slammed.incrementAndGet();
                  socket.end(Buffer.buffer("no TLS here"));
                });
    wall.listen(TestHub.AZURE_PORT, host).await(10, TimeUnit.SECONDS);
    await().atMost(PATIENCE).until(() -> slammed.get() >= 3);
    wall.close().await(10, TimeUnit.SECONDS);

    // The last socket that the wall has taken may hold the port a moment longer than the wall.
    await().atMost(PATIENCE).ignoreExceptions().until(this::isStarted);

    await().atMost(PATIENCE).until(() -> device.isConnected() && works("slammed"));
  }

  private boolean isStarted() throws Exception {
    hub.start();
    return true;
  }

  private boolean works(String id) throws Exception {
    return hub.invoke(id, "m", null).statusCode() == 200;
  }

  private static boolean isContested(LinkUser user) {
    return user.lastState() instanceof LinkState.Contested;
  }

  private MqttClientOptions cleanSession(ConnectionString device) {
    var options = new MqttClientOptions();
    options
        .setClientId(device.deviceId())
        .setCleanSession(true)
        .setUsername(host + "/" + device.deviceId() + "/?api-version=2021-04-12")
        .setPassword(SasToken.forDevice(device, Instant.now().plusSeconds(60)));
    options
        .setSsl(true)
        .setSslEngineOptions(new SharedTls(hub.trust().sslContext()))
        .setHostnameVerificationAlgorithm("HTTPS");
    return options;
  }
}

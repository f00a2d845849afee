// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways to a hub: over WebSocket, through a proxy, with a certificate, under any legal id. */
abstract class LinkWayContract extends LinkOnHub {
  LinkWayContract(LinkKind kind, String host) {
    super(kind, host);
  }

  @Test
  void inside_a_web_socket_everything_works() throws Exception {
    var device = connected(hub.create("inside"), webSocket());

    everythingWorks("inside", device);
  }

  @Test
  void a_hub_that_was_away_has_its_device_back_inside_a_web_socket() throws Exception {
    var device = connected(hub.create("inside-returner"), webSocket());

    hub.restartAtTheSamePorts();

    await().atMost(PATIENCE).until(() -> device.states().size() > 1 && device.isConnected());
    everythingWorks("inside-returner", device);
  }

  @Test
  void through_a_proxy_inside_a_web_socket_everything_works() throws Exception {
    var proxy = new ConnectProxy(vertx);
    var device = connected(hub.create("proxied"), webSocket().withProxy(proxy.address()));

    everythingWorks("proxied", device);
    assertThat(proxy.targets()).containsOnly(host + ":" + hub.httpsPort());
  }

  @Test
  void a_proxy_that_wants_another_password_is_told_as_the_reason() throws Exception {
    var proxy = new ConnectProxy(vertx).address();
    var wrong = new HttpProxy(proxy.host(), proxy.port(), "user", "wrong");

    var device = open(hub.create("locked-in"), hub.trust(), webSocket().withProxy(wrong));

    await().atMost(PATIENCE).until(() -> !device.states().isEmpty());
    assertThat(device.lastState())
        .isInstanceOfSatisfying(
            LinkState.Connecting.class,
            state -> assertThat(state.reason()).contains("407").doesNotContain("wrong"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_certificate_takes_the_place_of_a_token(boolean webSocket, @TempDir Path files)
      throws Exception {
    var id = "certified-" + webSocket;
    var certificate = TestCertificate.selfSigned(files);
    var options =
        (webSocket ? webSocket() : LinkOptions.DIRECT).withCertificate(certificate.files());

    var device = connected(hub.create(id, certificate), options);

    everythingWorks(id, device);
  }

  @Test
  void another_certificate_is_refused(@TempDir Path files) throws Exception {
    var other = TestCertificate.selfSigned(files).files();
    var address = hub.create("impostor", TestCertificate.selfSigned(files));

    var device = open(address, hub.trust(), LinkOptions.DIRECT.withCertificate(other));

    await().atMost(PATIENCE).until(() -> device.lastState() instanceof LinkState.Refused);
  }

  @ParameterizedTest
  @MethodSource("legalIds")
  void a_device_may_have_any_legal_id(String id) throws Exception {
    var device = connected(id);

    everythingWorks(id, device);
  }

  /** All the characters that an id may have: those that any client can send in a topic. */
  static List<String> legalIds() {
    return List.of("-:.%_*?!(),=@$';aZ09", "a;b=c", "%2B", "x".repeat(128));
  }

  private LinkOptions webSocket() {
    return LinkOptions.DIRECT.withWebSocket(hub.httpsPort());
  }

  void everythingWorks(String id, LinkUser device) throws Exception {
    device.report(new JsonObject().put("colour", "red"));
    assertThat(hub.reported(id).getString("colour")).isEqualTo("red");
    assertThat(hub.invoke(id, "m", null).statusCode()).isEqualTo(200);
    hub.desire(id, new JsonObject().put("colour", "blue"));
    await().atMost(PATIENCE).until(() -> !device.desired().isEmpty());
    assertThat(device.twin().desired().getString("colour")).isEqualTo("blue");
  }
}

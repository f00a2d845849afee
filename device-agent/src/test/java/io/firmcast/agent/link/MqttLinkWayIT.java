// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttLinkWayIT extends LinkWayContract {
  MqttLinkWayIT() {
    super(LinkKind.MQTT, "127.0.0.37");
  }

  /** The Azure SDK takes a proxy only together with WebSocket. */
  @Test
  void through_a_proxy_without_a_web_socket_everything_works_too() throws Exception {
    var proxy = new ConnectProxy(vertx);
    var options = LinkOptions.DIRECT.withProxy(proxy.address());

    var device = connected(hub.create("tunnelled"), options);

    everythingWorks("tunnelled", device);
    assertThat(proxy.targets()).containsOnly(host + ":8883");
  }

  /** The Azure SDK puts the id into the topic of a subscription, where these two are wildcards. */
  @ParameterizedTest
  @ValueSource(strings = {"#", "+", "-:.+%_#*?!(),=@$';"})
  void an_id_may_even_be_a_wildcard(String id) throws Exception {
    var device = connected(id);

    everythingWorks(id, device);
  }
}

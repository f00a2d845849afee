// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.kit.Trust;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SharedTlsTest {

  @Test
  void however_often_options_are_copied_there_is_one_context() throws Exception {
    var tls = new SharedTls(Trust.of(null).sslContext());
    var options = new MqttClientOptions();
    options.setSsl(true).setSslEngineOptions(tls);

    var copied = new MqttClientOptions(new MqttClientOptions(options)).getSslEngineOptions();

    assertThat(Objects.requireNonNull(copied).sslContextFactory().create())
        .isSameAs(tls.sslContextFactory().create());
  }
}

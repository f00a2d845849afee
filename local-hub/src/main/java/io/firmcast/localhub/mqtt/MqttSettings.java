// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.head.Tls;
import io.vertx.core.net.KeyCertOptions;
import java.time.Duration;

/**
 * Where and how the MQTT side listens.
 *
 * @param tokenGrace how long a connection outlives its token
 */
public record MqttSettings(
    String host, int port, Tls tls, KeyCertOptions certificate, Duration tokenGrace) {}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.firmcast.localhub.head.Tls;
import io.vertx.core.net.KeyCertOptions;

/** Where and how the MQTT side listens. */
public record MqttSettings(String host, int port, Tls tls, KeyCertOptions certificate) {}

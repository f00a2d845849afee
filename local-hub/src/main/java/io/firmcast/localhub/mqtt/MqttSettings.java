// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import io.vertx.core.net.KeyCertOptions;
import io.vertx.mqtt.MqttServerOptions;
import java.time.Duration;

/**
 * Where and how the MQTT side listens.
 *
 * @param toConnect how long a socket may take until its CONNECT, at least a second
 */
public record MqttSettings(String host, int port, KeyCertOptions certificate, Duration toConnect) {

  private static final int MAX_MESSAGE_BYTES = 256 * 1024;
  private static final int MAX_CLIENT_ID = 257;

  /** What a client may send at all, on whichever way it came. */
  MqttServerOptions limits() {
    var options = new MqttServerOptions();
    options.setMaxMessageSize(MAX_MESSAGE_BYTES).setMaxClientIdLength(MAX_CLIENT_ID);
    options.setAutoClientId(false).setTimeoutOnConnect((int) toConnect.toSeconds());
    return options;
  }
}

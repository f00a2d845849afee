// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.mqtt.MqttEndpoint;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides on a CONNECT by what it says; code 4 is never given, for it ends a reconnecting Java
 * client for good.
 */
final class Admission {

  private static final int MQTT_3_1_1 = 4;

  /** What becomes of a CONNECT. */
  sealed interface Verdict {}

  /** The client is this device, until its token expires. */
  record Admitted(String deviceId, String modelId, Instant until) implements Verdict {}

  record Refused(MqttConnectReturnCode code) implements Verdict {}

  /** The socket is closed without a word. */
  record Dropped() implements Verdict {}

  private final Devices devices;
  private final Gate gate;
  private final HubNames names;

  Admission(Devices devices, Gate gate, HubNames names) {
    this.devices = devices;
    this.gate = gate;
    this.names = names;
  }

  Verdict judge(MqttEndpoint endpoint) {
    if (endpoint.protocolVersion() != MQTT_3_1_1) {
      return new Refused(CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION);
    }
    var clientId = endpoint.clientIdentifier();
    if (clientId == null || clientId.isEmpty()) {
      return new Refused(CONNECTION_REFUSED_IDENTIFIER_REJECTED);
    }
    return admitted(endpoint, clientId)
        .filter(admitted -> Will.allowed(endpoint.will(), admitted.deviceId()))
        .map(Verdict.class::cast)
        .orElseGet(() -> new Refused(CONNECTION_REFUSED_NOT_AUTHORIZED));
  }

  private Optional<Admitted> admitted(MqttEndpoint endpoint, String clientId) {
    var auth = endpoint.auth();
    if (auth == null || auth.getUsername() == null || auth.getPassword() == null) {
      return Optional.empty();
    }
    return UserName.parse(auth.getUsername())
        .filter(user -> names.include(user.host()) && user.clientId().equals(clientId))
        .flatMap(user -> admitted(user, auth.getPassword()));
  }

  private Optional<Admitted> admitted(UserName user, String password) {
    return devices
        .find(user.clientId())
        .flatMap(device -> gate.deviceConnect(password, device.identity()))
        .map(until -> new Admitted(user.clientId(), user.modelId(), until));
  }
}

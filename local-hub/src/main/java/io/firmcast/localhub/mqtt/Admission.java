// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.mqtt;

import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED;
import static io.netty.handler.codec.mqtt.MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.identity.Gate;
import io.firmcast.localhub.identity.HubNames;
import io.firmcast.localhub.identity.Permit;
import io.firmcast.localhub.identity.Proof;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.mqtt.MqttEndpoint;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Decides on a CONNECT by what it says; code 4 is never given, for it ends a reconnecting Java
 * client for good.
 */
final class Admission {

  private static final int MQTT_3_1_1 = 4;

  /** What becomes of a CONNECT. */
  sealed interface Verdict {}

  /** The client is this device, until its token or certificate expires. */
  record Admitted(String deviceId, String modelId, Instant until) implements Verdict {}

  /**
   * The client gets this code.
   *
   * @param why for whoever runs the hub; the client is not told
   */
  record Refused(MqttConnectReturnCode code, String why) implements Verdict {}

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
      return new Refused(
          CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION, "it speaks another MQTT than 3.1.1");
    }
    var clientId = endpoint.clientIdentifier();
    if (clientId == null || clientId.isEmpty()) {
      return new Refused(CONNECTION_REFUSED_IDENTIFIER_REJECTED, "it has no client id");
    }
    var auth = endpoint.auth();
    if (auth == null) {
      return noRight("it sent no user name");
    }
    var user = UserName.parse(auth.getUsername()).filter(u -> u.clientId().equals(clientId));
    if (user.isEmpty()) {
      return noRight("its user name is not {host}/{client id}/?api-version=…");
    }
    if (!names.include(user.get().host())) {
      return noRight("its user name has a host that is none of the hub's names");
    }
    if (!Will.allowed(endpoint.will(), clientId)) {
      return noRight("its will is not one of its own events");
    }
    return judge(user.get(), new Proof(auth.getPassword(), () -> certificates(endpoint)));
  }

  private Verdict judge(UserName user, Proof proof) {
    var device = devices.find(user.clientId());
    if (device.isEmpty()) {
      return noRight("no device has this id");
    }
    var permit = gate.deviceConnect(proof, device.get().identity());
    return permit instanceof Permit.Granted granted
        ? new Admitted(user.clientId(), user.modelId(), granted.until())
        : noRight(((Permit.Denied) permit).why());
  }

  private static Refused noRight(String why) {
    return new Refused(CONNECTION_REFUSED_NOT_AUTHORIZED, why);
  }

  /** Those of the TLS handshake, in which the client has shown that it has the first one's key. */
  private static List<X509Certificate> certificates(MqttEndpoint endpoint) {
    var session = endpoint.sslSession();
    if (session == null) {
      return List.of();
    }
    try {
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException noneGiven) {
      return List.of();
    }
  }
}

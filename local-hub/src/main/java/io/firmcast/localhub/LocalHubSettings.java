// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.head.Tls;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a hub is started.
 *
 * @param host the address to listen on, also the name in connection strings
 * @param mqttPort 0 for any free port; the Java device SDK dials 8883 only
 * @param httpsPort 0 for any free port
 * @param data where devices, twins, sessions, keys and the authority are kept; null to keep nothing
 * @param behaviour its limits and bad habits
 * @param memory how much it remembers of what happened
 * @param tls which engine ends TLS, or {@link Tls#NONE}
 */
public record LocalHubSettings(
    String host,
    int mqttPort,
    int httpsPort,
    @Nullable Path data,
    HubBehaviour behaviour,
    Memory memory,
    Tls tls) {

  public LocalHubSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is blank");
    }
    if (mqttPort < 0 || mqttPort > 65_535 || httpsPort < 0 || httpsPort > 65_535) {
      throw new IllegalArgumentException("a port must be between 0 and 65535");
    }
  }

  /** A hub without limits and bad habits. */
  public LocalHubSettings(String host, int mqttPort, int httpsPort, @Nullable Path data) {
    this(host, mqttPort, httpsPort, data, HubBehaviour.FAST, Memory.USUAL, Tls.best());
  }

  /** The usual ports on loopback, keeping nothing, without limits and bad habits. */
  public static LocalHubSettings defaults() {
    return new LocalHubSettings("127.0.0.1", 8883, 8443, null);
  }

  public LocalHubSettings withHost(String newHost) {
    return new LocalHubSettings(newHost, mqttPort, httpsPort, data, behaviour, memory, tls);
  }

  public LocalHubSettings withPorts(int newMqttPort, int newHttpsPort) {
    return new LocalHubSettings(host, newMqttPort, newHttpsPort, data, behaviour, memory, tls);
  }

  public LocalHubSettings withData(@Nullable Path newData) {
    return new LocalHubSettings(host, mqttPort, httpsPort, newData, behaviour, memory, tls);
  }

  public LocalHubSettings withBehaviour(HubBehaviour newBehaviour) {
    return new LocalHubSettings(host, mqttPort, httpsPort, data, newBehaviour, memory, tls);
  }

  public LocalHubSettings withMemory(Memory newMemory) {
    return new LocalHubSettings(host, mqttPort, httpsPort, data, behaviour, newMemory, tls);
  }

  public LocalHubSettings withTls(Tls newTls) {
    return new LocalHubSettings(host, mqttPort, httpsPort, data, behaviour, memory, newTls);
  }
}

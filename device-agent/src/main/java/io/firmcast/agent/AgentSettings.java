// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent;

import io.firmcast.agent.link.LinkKind;
import io.firmcast.contract.DeviceId;
import io.firmcast.kit.ConnectionString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one device needs to know.
 *
 * @param hub the device's own connection string, so with a {@code DeviceId}
 * @param mqttPort the hub's; the Azure SDK dials 8883 and no other
 * @param phaseTime how long each simulated phase takes; zero is allowed
 * @param version reported until an update installs another, where the twin names none yet
 */
public record AgentSettings(
    DeviceId deviceId,
    ConnectionString hub,
    LinkKind link,
    int mqttPort,
    Duration phaseTime,
    String version) {
  public static final int MQTT_PORT = 8883;
  public static final Duration PHASE_TIME = Duration.ofSeconds(15);
  public static final String VERSION = "1.0.0";

  /** The SDK subscribes to a topic with the id in it, in which these would be wildcards. */
  private static final Pattern WILD = Pattern.compile("[#+]");

  /** All that is wrong is the message of one {@link IllegalArgumentException}. */
  public AgentSettings {
    List<String> problems = new ArrayList<>();
    if (!deviceId.value().equals(hub.deviceId())) {
      problems.add("the connection string is that of another device than " + deviceId);
    }
    if (mqttPort < 1 || mqttPort > 65_535) {
      problems.add("the MQTT port must be 1 to 65535");
    } else if (link == LinkKind.AZURE_SDK && mqttPort != MQTT_PORT) {
      problems.add("the Azure SDK dials port 8883 only; use --link mqtt for port " + mqttPort);
    }
    if (link == LinkKind.AZURE_SDK && WILD.matcher(deviceId.value()).find()) {
      problems.add("the Azure SDK cannot connect a device with # or + in its id; use --link mqtt");
    }
    if (phaseTime.isNegative()) {
      problems.add("the phase time must not be negative");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The device of that connection string, with the defaults above. */
  public static AgentSettings of(ConnectionString device) {
    var id = device.deviceId();
    if (id == null) {
      throw new IllegalArgumentException("the connection string has no DeviceId");
    }
    return new AgentSettings(
        new DeviceId(id), device, LinkKind.MQTT, MQTT_PORT, PHASE_TIME, VERSION);
  }

  /** The same device over that link. */
  public AgentSettings withLink(LinkKind kind, int port) {
    return new AgentSettings(deviceId, hub, kind, port, phaseTime, version);
  }

  /** The same device with that time a phase. */
  public AgentSettings withPhaseTime(Duration time) {
    return new AgentSettings(deviceId, hub, link, mqttPort, time, version);
  }
}

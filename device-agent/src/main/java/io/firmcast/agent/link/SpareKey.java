// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.firmcast.kit.ConnectionString;
import java.util.Base64;

/**
 * The other of an identity's two keys, for the time in which the first is being replaced; {@link
 * #toString} does not show it.
 *
 * @param base64 as the hub gave it
 */
public record SpareKey(String base64) {

  /** What is not base64 is an {@link IllegalArgumentException} that does not repeat it. */
  public SpareKey {
    if (base64.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    try {
      Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException("it is not base64", notBase64);
    }
  }

  /** The same device with this key. */
  ConnectionString of(ConnectionString device) {
    return new ConnectionString(device.hostName(), device.policy(), device.deviceId(), base64);
  }

  @Override
  public String toString() {
    return "SpareKey[***]";
  }
}

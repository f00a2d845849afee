// SPDX-License-Identifier: Apache-2.0
package io.firmcast.kit;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IoT Hub connection string, taken apart: {@code HostName=…;SharedAccessKeyName=…;…} of a
 * service or {@code HostName=…;DeviceId=…;…} of a device. {@link #toString} never shows the key.
 *
 * @param hostName the hub, with {@code :port} where one was given
 * @param sharedAccessKey base64, as the hub gave it; empty where a certificate takes its place
 */
public record ConnectionString(
    String hostName, @Nullable String policy, @Nullable String deviceId, String sharedAccessKey) {

  /** A device id may have semicolons in it: only one before a name is a boundary. */
  private static final Pattern NEXT_PART =
      Pattern.compile(
          ";(?=(HostName|DeviceId|ModuleId|SharedAccess\\w*|GatewayHostName|x509)=|\\s*$)");

  /**
   * Reads one; what is wrong with it is the message of the {@link IllegalArgumentException}, in
   * words that do not repeat the key.
   */
  public static ConnectionString parse(String text) {
    Map<String, String> parts = new HashMap<>();
    for (var part : NEXT_PART.split(text.trim(), -1)) {
      var equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
      }
    }
    return new ConnectionString(
        required(parts, "HostName"),
        parts.get("SharedAccessKeyName"),
        parts.get("DeviceId"),
        isX509(parts) ? "" : key(required(parts, "SharedAccessKey")));
  }

  /** Whether it says {@code x509=true}: the device has a certificate and no key. */
  public boolean isX509() {
    return sharedAccessKey.isEmpty();
  }

  /** The host alone. */
  public String host() {
    var colon = hostName.indexOf(':');
    return colon < 0 ? hostName : hostName.substring(0, colon);
  }

  @Override
  public String toString() {
    return "HostName="
        + hostName
        + (policy == null ? "" : ";SharedAccessKeyName=" + policy)
        + (deviceId == null ? "" : ";DeviceId=" + deviceId)
        + (isX509() ? ";x509=true" : ";SharedAccessKey=***");
  }

  private static boolean isX509(Map<String, String> parts) {
    return parts.containsKey("DeviceId") && "true".equalsIgnoreCase(parts.get("x509"));
  }

  private static String required(Map<String, String> parts, String name) {
    var value = parts.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("the connection string has no " + name);
    }
    return value;
  }

  private static String key(String base64) {
    try {
      Base64.getDecoder().decode(base64);
      return base64;
    } catch (IllegalArgumentException notBase64) {
      throw new IllegalArgumentException(
          "the SharedAccessKey of the connection string is not base64", notBase64);
    }
  }
}

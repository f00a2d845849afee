// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one text under which an identity is known everywhere in the hub, and its client id in MQTT:
 * {@code deviceId} for a device, {@code deviceId/moduleId} for a module. No id can hold a slash.
 */
public final class IdentityKey {

  private static final char SLASH = '/';

  private IdentityKey() {}

  public static String ofModule(String deviceId, String moduleId) {
    return deviceId + SLASH + moduleId;
  }

  public static boolean isModule(String key) {
    return key.indexOf(SLASH) >= 0;
  }

  /** The device's id, also of a module's key. */
  public static String deviceId(String key) {
    var slash = key.indexOf(SLASH);
    return slash < 0 ? key : key.substring(0, slash);
  }

  /** The module's id, null if the key is a device's. */
  public static @Nullable String moduleId(String key) {
    var slash = key.indexOf(SLASH);
    return slash < 0 ? null : key.substring(slash + 1);
  }

  /** The path that a token must cover to speak for the identity. */
  public static List<String> scope(String key) {
    var moduleId = moduleId(key);
    return moduleId == null
        ? List.of("devices", key)
        : List.of("devices", deviceId(key), "modules", moduleId);
  }

  /** The beginning of the identity's own topics, without a slash at its end. */
  public static String path(String key) {
    return String.join("/", scope(key));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator asks of an identity, checked.
 *
 * @param key names a device or a module, see {@link IdentityKey}
 */
public record DeviceRequest(
    String key,
    boolean enabled,
    @Nullable String statusReason,
    CredentialsRequest credentials,
    boolean edge) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-:.+%_#*?!(),=@$';]{1,128}");

  public DeviceRequest {
    var moduleId = IdentityKey.moduleId(key);
    refuseIf(!ID.matcher(IdentityKey.deviceId(key)).matches(), "Device id is not valid");
    refuseIf(moduleId != null && !ID.matcher(moduleId).matches(), "Module id is not valid");
  }

  /** An enabled device or a module with keys made by the hub. */
  public static DeviceRequest plain(String key) {
    return new DeviceRequest(key, true, null, CredentialsRequest.ANY, false);
  }

  /**
   * Reads the body of {@code PUT /devices/{id}} or of a module; what it does not know it ignores,
   * as the service does.
   */
  public static DeviceRequest of(String key, JsonObject body) {
    try {
      checkNames(key, body);
      return new DeviceRequest(
          key,
          // A module has no status of its own, its device's counts.
          IdentityKey.isModule(key) || enabled(body.getString("status")),
          body.getString("statusReason"),
          CredentialsRequest.of(body.getJsonObject("authentication")),
          Boolean.TRUE.equals(orEmpty(body.getJsonObject("capabilities")).getBoolean("iotEdge")));
    } catch (ClassCastException wrongType) {
      throw new HubFailure(Code.ARGUMENT_INVALID, "A member of the device has the wrong type");
    }
  }

  private static void checkNames(String key, JsonObject body) {
    var device = IdentityKey.deviceId(key);
    refuseIf(
        isAnother(body.getString("deviceId"), device),
        "Device id in the body differs from the one in the path");
    var module = IdentityKey.moduleId(key);
    refuseIf(
        module != null && isAnother(body.getString("moduleId"), module),
        "Module id in the body differs from the one in the path");
  }

  private static boolean isAnother(@Nullable String given, String id) {
    return given != null && !given.equals(id);
  }

  /** SDKs that serialise every member send null for what they do not set. */
  private static boolean enabled(@Nullable String status) {
    var lower = status == null ? "enabled" : status.toLowerCase(Locale.ROOT);
    refuseIf(!lower.equals("enabled") && !lower.equals("disabled"), "Unknown status " + status);
    return lower.equals("enabled");
  }

  private static JsonObject orEmpty(@Nullable JsonObject object) {
    return object == null ? new JsonObject() : object;
  }

  private static void refuseIf(boolean broken, String message) {
    if (broken) {
      throw new HubFailure(Code.ARGUMENT_INVALID, message);
    }
  }

  @Override
  public String toString() {
    return "DeviceRequest[" + key + "]";
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.wire.HubTime;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A device or a module as the registry knows it.
 *
 * @param key names it, see {@link IdentityKey}
 * @param generationId tells two devices apart that had the same id one after the other
 * @param etagNumber grows by one with each update
 * @param statusReason free text of the operator, null if none
 */
public record DeviceIdentity(
    String key,
    String generationId,
    long etagNumber,
    boolean enabled,
    @Nullable String statusReason,
    Instant statusUpdated,
    Credentials credentials,
    boolean edge) {

  /**
   * A new identity as requested. Etag and generation begin at random, so that what a client
   * remembers of a deleted device does not fit the next one of the same name.
   */
  public static DeviceIdentity create(DeviceRequest request, RandomGenerator random) {
    return new DeviceIdentity(
        request.key(),
        Long.toString(random.nextLong(100_000_000_000_000_000L, 999_999_999_999_999_999L)),
        random.nextLong(100_000_000, 999_999_999),
        request.enabled(),
        request.statusReason(),
        HubTime.NEVER,
        request.credentials().over(null, random),
        request.edge());
  }

  /** The identity with what an operator may change; keys that are not given stay. */
  public DeviceIdentity update(DeviceRequest request, Instant now, RandomGenerator random) {
    return new DeviceIdentity(
        key,
        generationId,
        etagNumber + 1,
        request.enabled(),
        request.statusReason(),
        enabled == request.enabled() ? statusUpdated : HubTime.cut(now),
        request.credentials().over(credentials, random),
        request.edge());
  }

  /** The id of the device, or of the one that a module belongs to. */
  public String deviceId() {
    return IdentityKey.deviceId(key);
  }

  /** Null for a device. */
  public @Nullable String moduleId() {
    return IdentityKey.moduleId(key);
  }

  /** Its keys; throws if it proves itself by a certificate. */
  public SharedKeys keys() {
    if (credentials instanceof Credentials.Sas sas) {
      return sas.keys();
    }
    throw new HubFailure(Code.ARGUMENT_INVALID, key + " has no symmetric keys");
  }

  /** The etag text, without quotes: base64 of the decimal number. */
  public String etag() {
    return Base64.getEncoder().encodeToString(Long.toString(etagNumber).getBytes(UTF_8));
  }

  /** The identity as it is stored, keys included. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("key", key)
        .put("generationId", generationId)
        .put("etag", etagNumber)
        .put("enabled", enabled)
        .put("statusReason", statusReason)
        .put("statusUpdated", statusUpdated.toString())
        .put("authentication", credentials.toJson())
        .put("edge", edge);
  }

  /** The inverse of {@link #toJson()}. */
  public static DeviceIdentity fromJson(JsonObject json) {
    return new DeviceIdentity(
        // Databases of the first version have the device's id only.
        json.getString("key", json.getString("deviceId")),
        json.getString("generationId"),
        json.getLong("etag"),
        json.getBoolean("enabled"),
        json.getString("statusReason"),
        Instant.parse(json.getString("statusUpdated")),
        Credentials.fromJson(json.getJsonObject("authentication"), json),
        json.getBoolean("edge"));
  }
}

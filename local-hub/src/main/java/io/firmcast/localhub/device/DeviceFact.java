// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened to one device, and when; told once it is durable. */
public sealed interface DeviceFact {

  /** The device as the fact left it; a deleted one as it was last. */
  Device device();

  Instant at();

  record Created(Device device, Instant at) implements DeviceFact {}

  record Deleted(Device device, Instant at) implements DeviceFact {}

  record Connected(Device device, Instant at) implements DeviceFact {}

  record Disconnected(Device device, Instant at) implements DeviceFact {}

  /**
   * The twin changed.
   *
   * @param patch what was asked for, as it came; to be read, not to be changed
   */
  record TwinChanged(Device device, Instant at, Author author, TwinPatch patch)
      implements DeviceFact {}

  /** Who changed a twin, and in which way. */
  enum Author {
    DEVICE_PATCH,
    SERVICE_MERGE,
    SERVICE_REPLACE
  }

  /** The sections that were asked to change; null for one that was not mentioned. */
  record TwinPatch(
      @Nullable JsonObject tags, @Nullable JsonObject desired, @Nullable JsonObject reported) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.event;

import java.util.Arrays;
import java.util.Optional;

/** Where an event comes from, as IoT Hub's routes name it. */
public enum Source {
  TWIN("twinChangeEvents", "twinChangeNotification"),
  CONNECTION("deviceConnectionStateEvents", "deviceConnectionStateNotification"),
  LIFECYCLE("deviceLifecycleEvents", "deviceLifecycleNotification"),
  TELEMETRY("Telemetry", "");

  private final String wireName;
  private final String schema;

  Source(String wireName, String schema) {
    this.wireName = wireName;
    this.schema = schema;
  }

  /** The property {@code iothub-message-source}. */
  public String wireName() {
    return wireName;
  }

  /** The property {@code iothub-message-schema}; empty for what devices say themselves. */
  public String schema() {
    return schema;
  }

  /** The source of this wire name. */
  public static Optional<Source> of(String wireName) {
    return Arrays.stream(values()).filter(s -> s.wireName.equals(wireName)).findFirst();
  }
}

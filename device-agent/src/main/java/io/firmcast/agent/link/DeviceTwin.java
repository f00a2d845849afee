// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import io.vertx.core.json.JsonObject;

/** Both sections of a device's twin, each with its {@code $version}. */
public record DeviceTwin(JsonObject desired, JsonObject reported) {

  static DeviceTwin fromJson(JsonObject json) {
    return new DeviceTwin(section(json, "desired"), section(json, "reported"));
  }

  private static JsonObject section(JsonObject json, String name) {
    return json.getValue(name) instanceof JsonObject section ? section : new JsonObject();
  }
}

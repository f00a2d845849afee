// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Between the SDK's collections and JSON. */
final class AzureSdkJson {
  private AzureSdkJson() {}

  /** The SDK keeps the version beside the properties; the hub sends it among them. */
  static JsonObject read(TwinCollection section) {
    var json = new JsonObject(section.toJsonElement().toString());
    return section.getVersion() == null ? json : json.put("$version", section.getVersion());
  }

  static TwinCollection write(JsonObject patch) {
    return new TwinCollection(map(patch));
  }

  /** Maps and lists all the way down: the SDK does not know Vert.x's types. */
  static Map<String, Object> map(JsonObject json) {
    return new JsonObject(json.encode()).getMap();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** The lists that a local hub answers, {@code {"value":[…]}}, read and printed. */
final class HubAnswer {
  private HubAnswer() {}

  static List<JsonObject> rows(JsonObject answer) {
    return answer.getJsonArray("value").stream().map(JsonObject.class::cast).toList();
  }

  static int print(DeviceHubOptions hub, List<JsonObject> rows) {
    var printed = new Rows(rows);
    if (hub.json()) {
      System.out.println(printed.json());
    } else if (!rows.isEmpty()) {
      System.out.println(printed.table());
    }
    return Exit.OK;
  }
}

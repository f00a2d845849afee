// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import io.firmcast.hub.Devices;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** All rows of a query, page by page, with a line that moves where somebody looks. */
final class AllRows {
  /** The most that a hub gives at once. */
  private static final int PAGE = 100;

  private AllRows() {}

  static List<JsonObject> of(Devices devices, Lifetime process, String sql, int atMost) {
    var progress = ProgressLine.onTerminal();
    List<JsonObject> rows = new ArrayList<>();
    try {
      String next = null;
      do {
        var page = process.started(devices.query(sql, Math.min(PAGE, atMost - rows.size()), next));
        rows.addAll(page.rows());
        next = page.continuation();
        progress.words("read " + rows.size());
      } while (next != null && rows.size() < atMost);
    } finally {
      progress.clear();
    }
    return rows;
  }
}

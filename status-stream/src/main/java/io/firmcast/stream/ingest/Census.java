// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.hub.Hub;
import io.firmcast.hub.QueryPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many devices of the whole fleet are in each status, as the hub itself counts them: one query
 * whatever the size, so that there are totals long before every twin has been read. It may be
 * minutes behind, as every query. Confined to the context that started it.
 */
final class Census {
  private static final Logger LOG = LoggerFactory.getLogger(Census.class);
  private static final String COUNT =
      "SELECT COUNT() AS devices, properties.reported.firmwareStatus AS status FROM devices"
          + " GROUP BY properties.reported.firmwareStatus";
  private static final int PAGE = 100;

  /** A device may have put anything for its status; beyond so many groups the rest is unknown. */
  private static final int MOST_PAGES = 10;

  private final Vertx vertx;
  private final Hub hub;
  private final Duration every;
  private final Clock clock;
  private @Nullable Totals newest;
  private boolean stopped;

  Census(Vertx vertx, Hub hub, Duration every, Clock clock) {
    this.vertx = vertx;
    this.hub = hub;
    this.every = every;
    this.clock = clock;
  }

  void start() {
    var counts = new EnumMap<FirmwareStatus, Long>(FirmwareStatus.class);
    ask(counts, null, MOST_PAGES)
        .onSuccess(all -> newest = new Totals(counts, clock.instant()))
        .onFailure(
            failure ->
                LOG.atDebug().addKeyValue("reason", failure.getMessage()).log("fleet not counted"))
        .onComplete(
            counted ->
                vertx.setTimer(
                    every.toMillis(),
                    again -> {
                      if (!stopped) {
                        start();
                      }
                    }));
  }

  void stop() {
    stopped = true;
  }

  /** Null before the first. */
  @Nullable Totals newest() {
    return newest;
  }

  private Future<Void> ask(
      Map<FirmwareStatus, Long> counts, @Nullable String continuation, int pages) {
    return Future.succeededFuture()
        .compose(asked -> hub.query(COUNT, PAGE, continuation))
        .compose(page -> take(counts, page, pages));
  }

  private Future<Void> take(Map<FirmwareStatus, Long> counts, QueryPage page, int pages) {
    page.rows().forEach(row -> add(counts, row));
    var next = page.continuation();
    return next == null || pages <= 1 ? Future.succeededFuture() : ask(counts, next, pages - 1);
  }

  private static void add(Map<FirmwareStatus, Long> counts, JsonObject row) {
    if (row.getValue("devices") instanceof Number devices) {
      var status = row.getValue("status") instanceof String text ? text : null;
      counts.merge(FirmwareStatus.of(status), devices.longValue(), Long::sum);
    }
  }
}

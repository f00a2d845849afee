// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream;

import io.firmcast.hub.quota.HubQuota;
import io.firmcast.hub.quota.Spend;
import io.firmcast.stream.feed.Feed;
import io.firmcast.stream.ingest.StatusSource;
import io.firmcast.stream.view.StatusView;
import java.util.Locale;

/** How a status stream stands, in Prometheus' text format. */
record StreamMetrics(StatusSource source, StatusView view, Feed feed, HubQuota quota) {

  String text() {
    var out = new StringBuilder();
    line(out, "firmcast_stream_poll_interval_seconds", source.pollIntervalMillis() / 1000.0);
    line(out, "firmcast_stream_stale", source.isStale() ? 1 : 0);
    line(out, "firmcast_stream_active_devices", source.activeDevices());
    line(out, "firmcast_stream_devices", view.devices());
    line(out, "firmcast_stream_quarantined_devices", source.quarantine().size());
    line(out, "firmcast_stream_changes_total", source.changes());
    line(out, "firmcast_stream_clients", feed.connections());
    line(out, "firmcast_stream_seq", view.seq());
    for (var spend : quota.spend()) {
      ofHub(out, spend);
    }
    return out.toString();
  }

  private static void ofHub(StringBuilder out, Spend spend) {
    var of = "{operation=\"" + spend.operation().name().toLowerCase(Locale.ROOT) + "\"}";
    line(out, "firmcast_hub_calls_total" + of, spend.sinceStart());
    line(out, "firmcast_hub_calls_waiting" + of, spend.waiting());
    line(out, "firmcast_hub_throttled_total" + of, spend.throttled());
    line(out, "firmcast_hub_budget_speed" + of, spend.speed());
  }

  private static void line(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  private static void line(StringBuilder out, String name, double value) {
    out.append(name).append(' ').append(value).append('\n');
  }
}

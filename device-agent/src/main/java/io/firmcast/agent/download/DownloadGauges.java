// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import io.firmcast.contract.DeviceId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the downloads of this process are: for its {@code /metrics}, from any thread, and once in
 * a while in the log. Never in a twin, which a hub lets fleets write fifty times a second in all.
 */
public final class DownloadGauges {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadGauges.class);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private record Standing(long bytes, long length) {}

  private final Map<DeviceId, Standing> standings = new ConcurrentSkipListMap<>();
  private final LongSupplier nanos;

  /** By a clock that never goes back, such as {@link System#nanoTime}. */
  public DownloadGauges(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Of that device's downloads. */
  public Progress of(DeviceId device) {
    return new Progress() {
      private long loggedAt = nanos.getAsLong();

      @Override
      public void at(long bytes, long length) {
        standings.put(device, new Standing(bytes, length));
        var now = nanos.getAsLong();
        if (now - loggedAt >= BETWEEN_LINES.toNanos()) {
          loggedAt = now;
          LOG.atInfo()
              .addKeyValue("deviceId", device)
              .addKeyValue("bytes", bytes)
              .addKeyValue("length", length)
              .log("downloading");
        }
      }

      @Override
      public void over() {
        standings.remove(device);
      }
    };
  }

  /** In Prometheus' text format, version 0.0.4. */
  public String toPrometheus() {
    var bytes = family("firmcast_agent_download_bytes", "Bytes of the image that are here.");
    var length = family("firmcast_agent_download_length_bytes", "Bytes of the whole image.");
    standings.forEach(
        (device, standing) -> {
          line(bytes, "firmcast_agent_download_bytes", device, standing.bytes());
          line(length, "firmcast_agent_download_length_bytes", device, standing.length());
        });
    return bytes.append(length).toString();
  }

  private static StringBuilder family(String name, String help) {
    return new StringBuilder("# HELP %s %s\n# TYPE %s gauge\n".formatted(name, help, name));
  }

  /** The characters of a device's id need no escape in a label. */
  private static void line(StringBuilder to, String name, DeviceId device, long value) {
    to.append(name).append("{device=\"").append(device).append("\"} ").append(value).append('\n');
  }
}

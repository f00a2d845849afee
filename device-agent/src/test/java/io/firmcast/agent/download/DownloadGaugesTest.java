// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import org.junit.jupiter.api.Test;

class DownloadGaugesTest {
  private final DownloadGauges gauges = new DownloadGauges(System::nanoTime);

  @Test
  void each_download_under_way_is_a_line_of_each_gauge() {
    gauges.of(new DeviceId("sim-7")).at(10, 100);
    gauges.of(new DeviceId("sim-8")).at(20, 200);

    assertThat(gauges.toPrometheus())
        .isEqualTo(
            """
            # HELP firmcast_agent_download_bytes Bytes of the image that are here.
            # TYPE firmcast_agent_download_bytes gauge
            firmcast_agent_download_bytes{device="sim-7"} 10
            firmcast_agent_download_bytes{device="sim-8"} 20
            # HELP firmcast_agent_download_length_bytes Bytes of the whole image.
            # TYPE firmcast_agent_download_length_bytes gauge
            firmcast_agent_download_length_bytes{device="sim-7"} 100
            firmcast_agent_download_length_bytes{device="sim-8"} 200
            """);
  }

  @Test
  void what_is_over_is_no_line_any_more() {
    var progress = gauges.of(new DeviceId("sim-7"));
    progress.at(10, 100);

    progress.over();

    assertThat(gauges.toPrometheus()).doesNotContain("sim-7");
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SweepQueryTest {

  @Test
  void q08_a_stamp_is_written_as_the_hub_writes_it_because_it_compares_text() {
    var sql = SweepQuery.changedSince(Instant.parse("2026-11-20T12:00:00.5Z"));

    assertThat(sql)
        .isEqualTo(
            "SELECT deviceId, properties.reported.firmwareStatus AS firmwareStatus,"
                + " properties.reported.$version AS reportedVersion,"
                + " properties.reported.$metadata.firmwareStatus.$lastUpdated AS lastUpdated"
                + " FROM devices WHERE properties.reported.$metadata.firmwareStatus.$lastUpdated"
                + " > '2026-11-20T12:00:00.5000000Z'");
  }

  @Test
  void a_row_may_lack_everything_but_its_device() {
    var row = SweepQuery.row(new JsonObject().put("deviceId", "sim-1"));

    assertThat(row).isNotNull().extracting(SweepQuery.Row::lastUpdated).isNull();
    assertThat(SweepQuery.row(new JsonObject())).isNull();
    assertThat(SweepQuery.row(new JsonObject().put("deviceId", "no way"))).isNull();
  }

  @Test
  void rows_differ_when_the_stamp_the_version_or_the_status_does() {
    var row = new JsonObject().put("deviceId", "a").put("reportedVersion", 2);

    assertThat(text(row.copy())).isEqualTo(text(row.copy()));
    assertThat(text(row.copy().put("reportedVersion", 3))).isNotEqualTo(text(row));
    assertThat(text(row.copy().put("firmwareStatus", "failed"))).isNotEqualTo(text(row));
    assertThat(text(row.copy().put("lastUpdated", "2026-11-20T12:00:00Z"))).isNotEqualTo(text(row));
    assertThat(text(row.copy().put("firmwareStatus", "x".repeat(5000)))).hasSizeLessThan(100);
  }

  private static String text(JsonObject json) {
    var row = SweepQuery.row(json);
    return row == null ? "" : row.text();
  }
}

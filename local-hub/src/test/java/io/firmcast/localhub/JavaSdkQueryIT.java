// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 9 F through the unmodified QueryClient, the twins written through TwinClient. */
class JavaSdkQueryIT {

  private static final int DEVICES = 12;

  private static TestHub hub;
  private static QueryClient queries;

  @BeforeAll
  static void startHub() throws Exception {
    hub = TestHub.start("127.0.0.77");
    var credential = new AzureSasCredential(hub.ownerToken());
    queries = new QueryClient(hub.serviceHost(), credential);
    var twins = new TwinClient(hub.serviceHost(), credential);
    for (int i = 0; i < DEVICES; i++) {
      var id = "q%02d".formatted(i);
      hub.device(id);
      var twin = new Twin(id);
      twin.getTags().put("site", i % 3 == 0 ? "north" : "south");
      twin.getTags().put("n", i);
      twin.getDesiredProperties().put("channel", i % 2 == 0 ? "beta" : "stable");
      twins.patch(twin);
    }
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags.site = 'north'|4",
        "tags.site != 'north'|8",
        "tags.n < 3|3",
        "tags.n <= 3 AND tags.n > 1|2",
        "tags.n >= 11 OR tags.n = 0|2",
        "NOT (tags.n < 10)|2",
        "properties.desired.channel = 'beta' AND tags.site = 'north'|2",
        "deviceId = 'q07'|1",
        "status = 'enabled'|12",
        "connectionState = 'Connected'|0",
        "tags.site IN ['north', 'west']|4",
        "tags.n NIN [0, 1]|10",
        "is_defined(tags.site)|12",
        "NOT Is_Defined(tags.none)|12",
        "STARTSWITH(deviceId, 'q0')|10",
        "endswith(tags.site, 'th')|12",
        "properties.desired.$metadata.channel.$lastUpdated > '2020-01-01'|12",
        "properties.desired.$metadata.channel.$lastUpdated > '2999-01-01'|0",
        "tags.none = 1|0",
        "tags.none != 1|0",
        "tags.n % 2 = 1 AND (tags.n + 1) * 2 > 0x10|2"
      })
  void Q04_Q05_Q06_Q07_Q08_Q09_java_gets_the_twins_that_match(String condition, int expected)
      throws Exception {
    var found = queries.queryTwins("SELECT * FROM devices WHERE " + condition);

    var ids = new ArrayList<String>();
    while (found.hasNext()) {
      ids.add(found.next().getDeviceId());
    }

    assertThat(ids).hasSize(expected).doesNotHaveDuplicates();
  }

  @Test
  void Q01_Q02_java_reads_pages_to_an_exact_end() throws Exception {
    var options = QueryPageOptions.builder().pageSize(4).build();
    var found = queries.queryTwins("select * from devices", options);

    var ids = new ArrayList<String>();
    while (found.hasNext()) {
      ids.add(found.next(options).getDeviceId());
    }

    assertThat(ids).hasSize(DEVICES).doesNotHaveDuplicates();
    assertThat(queries.queryTwins("select * from devices where tags.n < 0").hasNext()).isFalse();
  }

  @Test
  void Q10_java_gets_the_columns_it_asks_for() throws Exception {
    var rows = raw("SELECT deviceId AS id, tags.n, tags.none FROM devices WHERE tags.n = 3");

    assertThat(rows).containsExactly(new JsonObject("{\"id\":\"q03\",\"n\":3}"));
  }

  @Test
  void Q11_java_gets_counts_and_sums_by_group() throws Exception {
    var rows =
        raw(
            "SELECT tags.site AS site, COUNT() AS count, MAX(tags.n) AS last, SUM(tags.n) AS sum,"
                + " MIN(tags.n) AS first, AVG(tags.n) AS mean FROM devices GROUP BY tags.site");

    assertThat(rows)
        .containsExactlyInAnyOrder(
            new JsonObject(
                "{\"site\":\"north\",\"count\":4,\"last\":9,\"sum\":18,\"first\":0,\"mean\":4.5}"),
            new JsonObject(
                "{\"site\":\"south\",\"count\":8,\"last\":11,\"sum\":48,\"first\":1,\"mean\":6.0}"));
  }

  @Test
  void Q12_java_gets_the_top_only() throws Exception {
    assertThat(raw("SELECT TOP 5 deviceId FROM devices")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM devices WHERE",
        "SELECT * FROM devices WHERE STARTS_WITH(deviceId, 'q')",
        "SELECT * FROM nowhere",
        "SELECT * FROM devices ORDER BY deviceId"
      })
  void Q07_Q13_java_gets_a_bad_query_as_bad_format(String text) {
    assertThatThrownBy(() -> queries.queryTwins(text))
        .isInstanceOf(IotHubBadFormatException.class)
        .hasMessageContaining("position");
  }

  @Test
  void Q16_java_with_a_foreign_token_gets_bad_format() {
    var options = QueryPageOptions.builder().continuationToken("x.y").build();

    assertThatThrownBy(() -> queries.queryTwins("select * from devices", options))
        .isInstanceOf(IotHubBadFormatException.class);
  }

  private static List<JsonObject> raw(String text) throws Exception {
    var found = queries.queryRaw(text);
    var rows = new ArrayList<JsonObject>();
    while (found.hasNext()) {
      rows.add(new JsonObject(found.next()));
    }
    return rows;
  }
}

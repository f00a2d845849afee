// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AzureSasCredential;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import io.firmcast.localhub.fault.FaultRule;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Section 9 F on the wire: paging, headers and refusals; the language itself has its unit tests.
 */
class QueryIT {

  private static final int DEVICES = 120;

  private static TestHub hub;
  private static Rest rest;

  @BeforeAll
  static void startHub() {
    hub = TestHub.start("127.0.0.37");
    rest = hub.rest();
    for (int i = 0; i < DEVICES; i++) {
      hub.device("q-%03d".formatted(i));
      var site = i % 3 == 0 ? "north" : "south";
      rest.sendText(
          "PATCH",
          "/twins/q-%03d".formatted(i),
          "{\"tags\":{\"site\":\"%s\",\"n\":%d}}".formatted(site, i));
    }
  }

  @AfterAll
  static void stopHub() {
    hub.close();
  }

  @Test
  void Q01_pages_hold_every_device_once() {
    var ids = idsByPages("SELECT * FROM devices", 50);

    assertThat(ids).hasSize(DEVICES).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void Q01_java_pages_through_all_devices() throws Exception {
    var client = new QueryClient(hub.serviceHost(), new AzureSasCredential(hub.ownerToken()));
    var options = QueryPageOptions.builder().pageSize(40).build();
    var ids = new ArrayList<String>();

    var response = client.queryTwins("select * from devices", options);
    while (response.hasNext()) {
      ids.add(response.next(options).getDeviceId());
    }

    assertThat(ids).hasSize(DEVICES).doesNotHaveDuplicates();
  }

  @Test
  void Q02_no_continuation_on_the_last_page_nor_on_an_empty_result() {
    var exact = query("SELECT * FROM devices WHERE tags.n < 20", 20, null);
    var empty = query("SELECT * FROM devices WHERE tags.n < 0", 20, null);

    assertThat(exact.array()).hasSize(20);
    assertThat(exact.header("x-ms-continuation")).isEmpty();
    assertThat(empty.array()).isEmpty();
    assertThat(empty.header("x-ms-continuation")).isEmpty();
    assertThat(empty.header("x-ms-item-type")).contains("Twin");
  }

  @Test
  void Q03_the_item_type_is_twin_or_raw() {
    assertThat(query("SELECT * FROM devices", 1, null).header("x-ms-item-type")).contains("Twin");
    assertThat(query("SELECT deviceId FROM devices", 1, null).header("x-ms-item-type"))
        .contains("Raw");
  }

  @Test
  void Q10_a_projection_has_the_wanted_columns_only() {
    var row =
        query("SELECT deviceId AS id, tags.site, tags.none FROM devices", 1, null)
            .array()
            .getJsonObject(0);

    assertThat(row).isEqualTo(new JsonObject("{\"id\":\"q-000\",\"site\":\"north\"}"));
  }

  @Test
  void Q11_counts_by_group_page_as_well() {
    var text = "SELECT tags.site, COUNT() AS n FROM devices GROUP BY tags.site";

    var first = query(text, 1, null);
    var second = query(text, 1, first.header("x-ms-continuation").orElseThrow());

    assertThat(first.array().getJsonObject(0))
        .isEqualTo(new JsonObject("{\"site\":\"north\",\"n\":40}"));
    assertThat(second.array().getJsonObject(0))
        .isEqualTo(new JsonObject("{\"site\":\"south\",\"n\":80}"));
    assertThat(second.header("x-ms-continuation")).isEmpty();
  }

  @Test
  void Q12_top_limits_the_total_over_pages() {
    assertThat(idsByPages("SELECT TOP 55 * FROM devices", 50)).hasSize(55);
    assertThat(idsByPages("SELECT TOP 50 * FROM devices", 50)).hasSize(50);
  }

  @Test
  void Q13_a_bad_query_gives_400_with_its_position() {
    var bad = query("SELECT * FROM devices WHERE", 10, null);

    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.json().getString("Message")).contains("position 27");
    assertThat(
            query("SELECT * FROM devices WHERE a = '" + "x".repeat(8192) + "'", 1, null).status())
        .isEqualTo(400);
    assertThat(rest.sendText("POST", "/devices/query", "{\"query\":1}").status()).isEqualTo(400);
  }

  @Test
  void Q14_a_page_has_at_most_100_rows() {
    assertThat(query("SELECT * FROM devices", 1000, null).array()).hasSize(100);
  }

  @Test
  void Q15_with_a_delay_a_change_is_invisible_before_and_visible_after_it() {
    hub.device("late");
    var text = "SELECT deviceId FROM devices WHERE tags.late = 'yes'";
    assertThat(query(text, 10, null).array()).isEmpty();
    var rule = hub.hub.faults().add(FaultRule.of("query-lag:time=1s"));

    rest.sendText("PATCH", "/twins/late", "{\"tags\":{\"late\":\"yes\"}}");
    var before = query(text, 10, null).array();
    var read = rest.get("/twins/late").json().getJsonObject("tags").getString("late");

    assertThat(before).isEmpty();
    assertThat(read).isEqualTo("yes");
    await().untilAsserted(() -> assertThat(query(text, 10, null).array()).hasSize(1));
    assertThat(hub.hub.faults().remove(rule)).isTrue();
    rest.send("DELETE", "/devices/late", null, "If-Match", "*");
    assertThat(query(text, 10, null).array()).isEmpty();
  }

  @Test
  void modules_are_a_source_of_their_own() {
    rest.sendText("PUT", "/devices/q-001/modules/m", "{}");

    var rows = query("SELECT deviceId, moduleId FROM devices.modules", 10, null).array();

    assertThat(rows).containsExactly(new JsonObject("{\"deviceId\":\"q-001\",\"moduleId\":\"m\"}"));
    assertThat(query("SELECT COUNT() AS n FROM devices", 10, null).array().getJsonObject(0))
        .isEqualTo(new JsonObject().put("n", DEVICES));
    rest.send("DELETE", "/devices/q-001/modules/m", null, "If-Match", "*");
  }

  @Test
  void Q16_a_tampered_or_foreign_token_gives_400() {
    var text = "SELECT * FROM devices";
    var token = query(text, 10, null).header("x-ms-continuation").orElseThrow();

    assertThat(query(text, 10, token).status()).isEqualTo(200);
    assertThat(query(text, 10, "x" + token).status()).isEqualTo(400);
    assertThat(query(text, 10, token.substring(1)).status()).isEqualTo(400);
    assertThat(query("SELECT * FROM devices WHERE tags.n > 3", 10, token).status()).isEqualTo(400);
    assertThat(query(text, 10, "nonsense").status()).isEqualTo(400);
  }

  private static List<String> idsByPages(String text, int size) {
    var ids = new ArrayList<String>();
    String token = null;
    do {
      var page = query(text, size, token);
      page.array().forEach(row -> ids.add(((JsonObject) row).getString("deviceId")));
      token = page.header("x-ms-continuation").orElse(null);
    } while (token != null);
    return ids;
  }

  private static Rest.Reply query(String text, int size, @Nullable String token) {
    var body = new JsonObject().put("query", text);
    return token == null
        ? rest.send("POST", "/devices/query", body, "x-ms-max-item-count", "" + size)
        : rest.send(
            "POST",
            "/devices/query",
            body,
            "x-ms-max-item-count",
            "" + size,
            "x-ms-continuation",
            token);
  }
}

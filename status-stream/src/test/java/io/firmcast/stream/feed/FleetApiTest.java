// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.FirmwareStatus;
import io.firmcast.stream.ingest.Totals;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FleetApiTest {
  private FeedServer server;
  private WebClient client;

  @BeforeEach
  void open() throws TimeoutException {
    server = new FeedServer(FeedServer.QUICK);
    client = WebClient.create(server.vertx);
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
  }

  @Test
  void totals_are_the_hubs_count_and_how_many_were_seen() throws TimeoutException {
    server.change(FeedServer.change("a", FirmwareStatus.FAILED, 2));
    server.totals =
        new Totals(
            Map.of(FirmwareStatus.FAILED, 1L, FirmwareStatus.UNKNOWN, 7L),
            Instant.parse("2026-11-20T12:00:00Z"));

    var totals = get("/totals").bodyAsJsonObject();

    assertThat(totals.getInteger("devices")).isEqualTo(8);
    assertThat(totals.getInteger("seen")).isEqualTo(1);
    assertThat(totals.getString("countedAt")).isEqualTo("2026-11-20T12:00:00Z");
    assertThat(totals.getJsonObject("statuses").getMap())
        .hasSize(FirmwareStatus.values().length)
        .containsEntry("failed", 1)
        .containsEntry("unknown", 7)
        .containsEntry("applying", 0);
  }

  @Test
  void before_the_first_count_there_are_none() throws TimeoutException {
    var answer = get("/totals");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("not-counted-yet");
  }

  @Test
  void the_quarantine_is_a_list_in_pages() throws TimeoutException {
    for (int i = 0; i < 5; i++) {
      server.poison("bad-" + i);
    }

    var listed = new ArrayList<JsonObject>();
    var page = get("/quarantine?limit=2").bodyAsJsonObject();
    while (true) {
      page.getJsonArray("value").forEach(patient -> listed.add((JsonObject) patient));
      var next = page.getString("nextLink");
      if (next == null) {
        break;
      }
      page = get(next.substring(Feed.PATH.length())).bodyAsJsonObject();
    }

    assertThat(page.getInteger("all")).isEqualTo(5);
    assertThat(listed)
        .extracting(patient -> patient.getString("deviceId"))
        .containsExactly("bad-0", "bad-1", "bad-2", "bad-3", "bad-4");
    assertThat(listed.get(0).getString("reason")).contains("firmwareStatus");
    assertThat(Instant.parse(listed.get(0).getString("since"))).isNotNull();
  }

  @Test
  void a_bad_page_of_it_is_a_problem() throws TimeoutException {
    assertThat(get("/quarantine?limit=none").statusCode()).isEqualTo(400);
  }

  private HttpResponse<Buffer> get(String path) throws TimeoutException {
    return client
        .get(server.port(), "127.0.0.1", Feed.PATH + path)
        .send()
        .await(5, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.FAILED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firmcast.contract.DeviceId;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, what may be asked for, and the answers to those who ask once. */
class FeedRequestsTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example",
        "null",
        "",
        "https://firmcast.example.evil.example",
        "https://firmcast.example:444",
        "http://firmcast.example",
        "https://FIRMCAST.example",
        "https://firmcast.example/",
        "http://127.0.0.1",
        "http://localhost:1",
        "http://127.0.0.1:80@evil.example",
        "https://firmcast.example, http://evil.example"
      })
  void a_foreign_page_never_gets_a_socket(String origin) throws TimeoutException {
    var options = server.at("").addHeader("Origin", origin).setAllowOriginHeader(true);

    assertThatThrownBy(() -> Reader.connect(server.vertx, options))
        .isInstanceOfSatisfying(
            UpgradeRejectedException.class,
            refused -> {
              assertThat(refused.getStatus()).isEqualTo(403);
              assertThat(refused.getBody().toJsonObject().getString("code"))
                  .isEqualTo("foreign-origin");
            });
    assertThat(server.connections()).isZero();
  }

  @Test
  void a_page_of_ones_own_or_on_the_list_gets_a_socket() throws TimeoutException {
    var own = "http://127.0.0.1:" + server.port();

    for (var origin : List.of(own, "https://firmcast.example")) {
      var options = server.at("").addHeader("Origin", origin).setAllowOriginHeader(true);
      var reader = Reader.connect(server.vertx, options);
      await().until(reader::hasSnapshot);
    }
  }

  @Test
  void a_name_that_an_attacker_made_resolve_to_this_machine_is_not_its_own()
      throws TimeoutException {
    var answer =
        client
            .get(server.port(), "127.0.0.1", Feed.PATH)
            .virtualHost("evil.example")
            .putHeader("Origin", "http://evil.example:" + server.port())
            .send()
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void the_subprotocol_is_echoed_when_it_is_offered_and_another_is_not() throws TimeoutException {
    var offered = Reader.connect(server.vertx, server.at("").addSubProtocol("firmcast.v1.json"));
    var none = server.read("");

    assertThat(offered.socket().subProtocol()).isEqualTo("firmcast.v1.json");
    assertThat(none.socket().subProtocol()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?device=",
        "?device=no%20way",
        "?status=sleepy",
        "?rollout=-",
        "?devicePrefix=a%20b"
      })
  void a_bad_parameter_is_an_error_frame_on_a_socket_and_a_problem_otherwise(String query)
      throws TimeoutException {
    var reader = server.read(query);
    var answer = get(query);

    await().until(() -> reader.socket().isClosed());
    assertThat(reader.closeCode()).isEqualTo((short) 1008);
    assertThat(reader.frames()).hasSize(1);
    assertThat(reader.frames().get(0).getString("type")).isEqualTo("error");
    assertThat(reader.frames().get(0).getString("code")).isEqualTo("bad-parameter");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.getHeader("content-type")).isEqualTo("application/problem+json");
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("bad-parameter");
    assertThat(server.connections()).isZero();
  }

  @Test
  void a_comma_is_part_of_a_devices_name() throws TimeoutException {
    server.read("?device=floor-1,room-2&device=d1");

    await()
        .untilAsserted(
            () ->
                assertThat(server.watched)
                    .containsExactlyInAnyOrder(new DeviceId("floor-1,room-2"), new DeviceId("d1")));
  }

  @Test
  void more_than_a_hundred_devices_cannot_be_named() throws TimeoutException {
    var names =
        IntStream.range(0, 101).mapToObj(i -> "d" + i).collect(Collectors.joining("&device="));

    assertThat(get("?device=" + names).statusCode()).isEqualTo(400);
  }

  @Test
  void who_asks_once_gets_pages_that_link_to_the_next() throws TimeoutException {
    for (int i = 0; i < 25; i++) {
      server.change(change("sim-" + i, i == 7 ? FAILED : STAND_BY, 2));
    }

    var items = new ArrayList<JsonObject>();
    var page = get("?limit=10&status=standBy").bodyAsJsonObject();
    for (var link = page.getString("nextLink"); ; link = page.getString("nextLink")) {
      page.getJsonArray("value").forEach(item -> items.add((JsonObject) item));
      if (link == null) {
        break;
      }
      page = get(link.substring(Feed.PATH.length())).bodyAsJsonObject();
    }

    assertThat(items).hasSize(24).doesNotHaveDuplicates();
    assertThat(page.getString("epoch")).isEqualTo("e1");
    assertThat(page.getInteger("seq")).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?limit=0", "?limit=many", "?limit=1001", "?after=%21", "?after=IA"})
  void a_bad_page_is_a_problem(String query) throws TimeoutException {
    assertThat(get(query).statusCode()).isEqualTo(400);
  }

  @Test
  void another_type_cannot_be_had_here() throws TimeoutException {
    var answer =
        client
            .get(server.port(), "127.0.0.1", Feed.PATH)
            .putHeader("Accept", "text/html")
            .send()
            .await(5, TimeUnit.SECONDS);

    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.bodyAsJsonObject().getString("code")).isEqualTo("not-acceptable");
  }

  private HttpResponse<Buffer> get(String query) throws TimeoutException {
    return client
        .get(server.port(), "127.0.0.1", Feed.PATH + query)
        .send()
        .await(5, TimeUnit.SECONDS);
  }
}

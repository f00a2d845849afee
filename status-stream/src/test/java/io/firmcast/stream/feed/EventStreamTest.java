// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.feed;

import static io.firmcast.contract.FirmwareStatus.APPLYING;
import static io.firmcast.contract.FirmwareStatus.COMPLETED;
import static io.firmcast.contract.FirmwareStatus.STAND_BY;
import static io.firmcast.stream.feed.FeedServer.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The feed as server-sent events. */
class EventStreamTest {
  private final List<String> parts = new CopyOnWriteArrayList<>();
  private FeedServer server;
  private HttpClient client;

  @BeforeEach
  void open() throws TimeoutException {
    server = new FeedServer(FeedServer.QUICK);
    client = server.vertx.createHttpClient();
  }

  @AfterEach
  void close() throws TimeoutException {
    server.close();
  }

  @Test
  void frames_are_events_and_have_an_id_where_one_may_resume() throws TimeoutException {
    server.change(change("a", STAND_BY, 1));

    var answer = listen("", null);
    await().until(() -> heard().contains("\"last\":true"));
    server.change(change("a", APPLYING, 2));
    await().until(() -> heard().contains("event: delta"));

    assertThat(answer.getHeader("Content-Type")).startsWith("text/event-stream");
    var events = heard().split("\n\n", -1);
    assertThat(events[0]).startsWith("event: hello\ndata: {");
    assertThat(events[1]).startsWith("id: e1:1\nevent: snapshot\ndata: {");
    assertThat(events[2]).startsWith("id: e1:2\nevent: delta\ndata: {");
  }

  @Test
  void the_last_event_id_resumes_and_goes_before_the_address() throws TimeoutException {
    server.change(change("a", STAND_BY, 1), change("a", APPLYING, 2));
    server.change(change("a", COMPLETED, 3));

    listen("?from=e1:0", "e1:2");
    await().until(() -> heard().contains("event: bookmark"));

    assertThat(heard()).contains("completed").doesNotContain("applying", "snapshot");
  }

  @Test
  void a_bad_filter_is_a_problem() throws TimeoutException {
    var answer = listen("?status=sleepy", null);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(server.connections()).isZero();
  }

  @Test
  void its_place_is_free_when_it_has_gone() throws TimeoutException {
    listen("", null);
    await().until(() -> server.connections() == 1);

    client.close().await(5, TimeUnit.SECONDS);

    await().until(() -> server.connections() == 0);
  }

  private String heard() {
    return String.join("", parts);
  }

  private HttpClientResponse listen(String query, @Nullable String lastId) throws TimeoutException {
    return client
        .request(HttpMethod.GET, server.port(), "127.0.0.1", Feed.PATH + query)
        .compose(
            request -> {
              request.putHeader("Accept", "text/event-stream");
              if (lastId != null) {
                request.putHeader("Last-Event-ID", lastId);
              }
              return request.send();
            })
        .compose(
            answer -> {
              answer.handler(part -> parts.add(part.toString()));
              return Future.succeededFuture(answer);
            })
        .await(5, TimeUnit.SECONDS);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A reader of {@code /events} that does not read is its own problem and nobody else's. */
class SlowReaderIT {

  private static final int EVENTS = 400;
  private static final int HELD = 200;
  // More altogether than the kernel takes in for a reader, about 4 MB.
  private static final String TEXTS =
      IntStream.range(0, 7)
          .mapToObj(i -> ",\"text%d\":\"%s\"".formatted(i, "x".repeat(4000)))
          .collect(Collectors.joining());
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Test
  void one_that_takes_nothing_is_disconnected_and_little_was_kept_for_it() throws Exception {
    try (var hub = start(PATIENCE);
        var slow = slowReader(hub);
        var good = EventLines.open(hub, hub.ownerToken(), "")) {
      var longest = change(hub);

      assertThat(good.first(EVENTS)).hasSize(EVENTS);
      assertThat(longest).isLessThan(PATIENCE);
      TestHub.await(hub.vertx.timer(PATIENCE.toMillis() + 500));
      var got = untilTheEnd(slow);
      assertThat(got).startsWith("HTTP/1.1 200").contains("updateTwin");
      assertThat(got).doesNotContain("event: gone").hasSizeLessThan(EVENTS * TEXTS.length());
      assertThat(good.ended).isNotDone();
    }
  }

  @Test
  void one_that_reads_again_in_time_is_told_that_it_has_missed_something() throws Exception {
    try (var hub = start(Duration.ofSeconds(60));
        var slow = slowReader(hub)) {
      change(hub);

      var got = untilTheEnd(slow);

      assertThat(got).contains("event: gone").hasSizeLessThan(EVENTS * TEXTS.length());
      var last = got.substring(got.indexOf("event: gone"));
      var data = new JsonObject(last.substring(last.indexOf('{'), last.indexOf('}') + 1));
      assertThat(data.getString("newest")).isEqualTo(hub.hub.events().newest().toString());
    }
  }

  private static TestHub start(Duration patience) {
    var hub =
        TestHub.start(
            new LocalHubSettings("127.0.0.80", 0, 0, null)
                .withMemory(new Memory(HELD, 1000))
                .withBehaviour(HubBehaviour.FAST.withReaderPatience(patience)));
    hub.device("dev1");
    return hub;
  }

  /** The longest that one change took. */
  private static Duration change(TestHub hub) {
    var rest = hub.rest();
    var longest = Duration.ZERO;
    for (int i = 0; i < EVENTS; i++) {
      var began = System.nanoTime();
      var body = "{\"properties\":{\"desired\":{\"n\":%d%s}}}".formatted(i, TEXTS);
      assertThat(rest.sendText("PATCH", "/twins/dev1", body).status()).isEqualTo(200);
      var took = Duration.ofNanos(System.nanoTime() - began);
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    return longest;
  }

  private static RawTls slowReader(TestHub hub) throws IOException {
    var request =
        "GET /events HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n\r\n"
            .formatted(hub.serviceHost(), hub.ownerToken());
    var reader = RawTls.narrow(hub, hub.hub.httpsPort()).send(request.getBytes(US_ASCII));
    assertThat(reader.read(4)).asString(US_ASCII).isEqualTo("HTTP");
    return reader;
  }

  private static String untilTheEnd(RawTls reader) throws IOException {
    var got = new ByteArrayOutputStream();
    for (var next = reader.read(); next >= 0; next = reader.read()) {
      got.write(next);
    }
    return "HTTP" + got.toString(US_ASCII);
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever a query's text is, it is refused with a position or finds rows. */
class QueryFuzzTest {

  private static final Paging PAGING = new Paging(Buffer.buffer(new byte[32]));

  @FuzzTest
  void queries(byte[] input) {
    var text = new String(input, UTF_8);
    try {
      var query = Query.parse(text);

      var page = PAGING.page(query, text, null, 10, after -> Stream.of(new OneRow()));

      assertThat(page.rows().size()).isLessThanOrEqualTo(1);
      assertThat(page.rows().encode()).startsWith("[");
    } catch (HubFailure refused) {
      assertThat(refused.code().status()).isEqualTo(400);
    }
  }

  @FuzzTest
  void continuations(byte[] input) {
    var text = "SELECT * FROM devices";
    try {
      PAGING.page(
          Query.parse(text), text, new String(input, UTF_8), 10, after -> Stream.of(new OneRow()));
    } catch (HubFailure refused) {
      assertThat(refused.code().status()).isEqualTo(400);
    }
  }

  private record OneRow() implements Row {

    private static final JsonObject WHOLE =
        new JsonObject(
            "{\"deviceId\":\"dev1\",\"status\":\"enabled\",\"tags\":{\"a\":1,\"b\":\"x\",\"c\":[1]}}");

    @Override
    public String id() {
      return "dev1";
    }

    @Override
    public @Nullable Object at(List<String> path) {
      @Nullable Object here = WHOLE;
      for (var name : path) {
        here = here instanceof JsonObject object ? object.getValue(name) : null;
      }
      return here;
    }

    @Override
    public JsonObject whole() {
      return WHOLE;
    }
  }
}

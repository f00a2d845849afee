// SPDX-License-Identifier: Apache-2.0
package io.firmcast.stream.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                    | 127.0.0.1",
        "198.51.100.7                        | 198.51.100.7",
        "203.0.113.9, 198.51.100.7           | 198.51.100.7",
        "203.0.113.9, 198.51.100.7, 10.0.0.1 | 198.51.100.7",
        "203.0.113.9, unknown                | 127.0.0.1",
        "2001:db8:1:2:3:4:5:6                | 20010db800010002/64",
      })
  void a_proxy_of_ours_is_believed_and_nobody_before_it(String forwarded, String address)
      throws TimeoutException {
    var trusting = new ClientAddress(Set.of("127.0.0.1", "10.0.0.1"));

    assertThat(seen(trusting, forwarded)).isEqualTo(address);
  }

  @Test
  void anybody_else_may_write_what_he_likes() throws TimeoutException {
    assertThat(seen(new ClientAddress(Set.of()), "198.51.100.7")).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.1", "::1", "2001:db8::7"})
  void an_address_is_numbers(String text) {
    assertThat(ClientAddress.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy.example", "unknown", "1", "cafe"})
  void a_name_is_no_address(String text) {
    assertThat(ClientAddress.isAddress(text)).isFalse();
  }

  private static String seen(ClientAddress by, String forwarded) throws TimeoutException {
    var vertx = Vertx.vertx();
    try {
      return vertx
          .createHttpServer()
          .requestHandler(request -> request.response().end(by.of(request)))
          .listen(0, "127.0.0.1")
          .compose(
              server ->
                  vertx
                      .createHttpClient()
                      .request(
                          io.vertx.core.http.HttpMethod.GET, server.actualPort(), "127.0.0.1", "/"))
          .compose(
              request ->
                  (forwarded == null ? request : request.putHeader("X-Forwarded-For", forwarded))
                      .send())
          .compose(answer -> answer.body())
          .await(5, TimeUnit.SECONDS)
          .toString();
    } finally {
      vertx.close().await(5, TimeUnit.SECONDS);
    }
  }
}

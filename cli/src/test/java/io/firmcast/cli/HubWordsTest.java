// SPDX-License-Identifier: Apache-2.0
package io.firmcast.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.firmcast.contract.DeviceId;
import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import io.firmcast.hub.Identity;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HubWordsTest {
  private static final HubWords WORDS = HubWords.about(Identity.of("sim-0"));

  @ParameterizedTest
  @EnumSource
  void every_reason_is_a_sentence_and_an_exit_code(Reason reason) {
    var failure = WORDS.of(new HubException(reason, "no such key"), "h.example");

    assertThat(failure.getMessage()).endsWith(".").doesNotContain("..", "null");
    assertThat(failure.exitCode())
        .isEqualTo(
            switch (reason) {
              case DEVICE_NOT_FOUND -> Exit.NOT_FOUND;
              case DEVICE_TIMEOUT -> Exit.TIMED_OUT;
              default -> Exit.FAILED;
            });
  }

  @Test
  void a_hub_that_fails_is_not_one_that_is_away_nor_one_that_is_not_trusted() {
    assertThat(unavailable(new IllegalStateException()))
        .isEqualTo("The hub h.example failed: words. Try again.");
    assertThat(unavailable(new IOException())).contains("words: check the connection string");
    assertThat(unavailable(new SSLHandshakeException("PKIX"))).contains("--ca-file");
  }

  @Test
  void a_module_is_named_with_its_device() {
    var module = HubWords.about(new Identity(new DeviceId("d"), "m"));

    assertThat(module.of(new HubException(Reason.DEVICE_NOT_FOUND, "x"), "h").getMessage())
        .startsWith("The hub h knows no module m of device d;");
  }

  @Test
  void a_query_that_is_refused_is_shown_whole() {
    var refused = new HubException(Reason.BAD_REQUEST, "Query is invalid at position 9");

    assertThat(HubWords.ofQuery("SELECT x").of(refused, "h").getMessage())
        .isEqualTo(
            "The hub refuses this: Query is invalid at position 9. The whole query was: SELECT x");
  }

  private static String unavailable(Exception cause) {
    var failure = new HubException(Reason.UNAVAILABLE, "words", cause);
    return String.valueOf(WORDS.of(failure, "h.example").getMessage());
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCallTest {

  @Test
  void M09_absent_timeouts_are_0_and_30_seconds() {
    var call = MethodCall.of(new JsonObject("{\"methodName\":\"m\"}"));

    assertThat(call.connectTimeout()).isZero();
    assertThat(call.responseTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(call.wirePayload().toString()).isEqualTo("null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"methodName\":7}",
        "{\"methodName\":\"\"}",
        "{\"methodName\":\"a/b\"}",
        "{\"methodName\":\"a#\"}",
        "{\"methodName\":\"a+\"}",
        "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":4}",
        "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":301}",
        "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":\"9\"}",
        "{\"methodName\":\"m\",\"connectTimeoutInSeconds\":-1}",
        "{\"methodName\":\"m\",\"connectTimeoutInSeconds\":301}"
      })
  void M09_what_is_out_of_bounds_is_refused(String body) {
    assertThatThrownBy(() -> MethodCall.of(new JsonObject(body)))
        .isInstanceOfSatisfying(
            HubFailure.class, e -> assertThat(e.code()).isEqualTo(Code.ARGUMENT_INVALID));
  }
}

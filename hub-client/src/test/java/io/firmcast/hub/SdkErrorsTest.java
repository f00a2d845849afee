// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import io.firmcast.hub.HubException.Reason;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SdkErrorsTest {
  private final SdkErrors errors = new SdkErrors("hub.example");

  @ParameterizedTest
  @CsvSource({
    "404001, DEVICE_NOT_FOUND",
    "404, DEVICE_NOT_FOUND",
    "404103, DEVICE_OFFLINE",
    "403012, DEVICE_OFFLINE",
    "401, UNAUTHORIZED",
    "401002, UNAUTHORIZED",
    "403, UNAUTHORIZED",
    "429, THROTTLED",
    "429001, THROTTLED",
    "403002, THROTTLED",
    "403800, THROTTLED",
    "400004, BAD_REQUEST",
    "412, CONFLICT",
    "413001, BAD_REQUEST",
    "500001, UNAVAILABLE",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "0, UNAVAILABLE",
  })
  void a_number_of_the_hub_means_the_same_for_methods_and_other_calls(int code, Reason reason) {
    var refused = new IotHubException(code, "said the hub");

    assertThat(errors.of(refused).reason()).isEqualTo(reason);
    assertThat(errors.ofMethod(refused).reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"504101", "504", "404104"})
  void a_method_that_the_device_was_asked_may_have_run(int code) {
    var refused = new IotHubException(code, "");

    assertThat(errors.ofMethod(refused).reason()).isEqualTo(Reason.DEVICE_TIMEOUT);
  }

  static Stream<Throwable> afterTheMethodWasSent() {
    return Stream.of(
        new IllegalArgumentException("JSON forbids NaN and infinities"), new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("afterTheMethodWasSent")
  void nonsense_after_a_method_leave_it_open_but_are_the_hub_s_elsewhere(Throwable failure) {
    assertThat(errors.ofMethod(failure).reason()).isEqualTo(Reason.DEVICE_TIMEOUT);
    assertThat(errors.of(failure).reason()).isEqualTo(Reason.UNAVAILABLE);
  }

  static Stream<Throwable> notThere() {
    return Stream.of(
        new ConnectException("Connection refused"),
        new UnknownHostException("hub.example"),
        new SSLHandshakeException("PKIX path building failed"),
        new SocketException("Connection reset"),
        new SocketTimeoutException("Connect timed out"),
        new SocketTimeoutException("Read timed out"),
        new TimeoutException());
  }

  @ParameterizedTest
  @MethodSource("notThere")
  void a_hub_that_is_not_there_or_silent_is_unavailable_and_named(Throwable failure) {
    assertThat(errors.ofMethod(failure).reason()).isEqualTo(Reason.UNAVAILABLE);
    assertThat(errors.of(failure)).hasMessageContaining("hub.example").hasCause(failure);
  }

  @Test
  void refused_credentials_are_one_sentence() {
    assertThat(errors.of(new IotHubException(401_002, "ErrorCode:IotHubUnauthorizedAccess;…")))
        .hasMessage(
            "hub.example refuses our key: it is wrong, expired or lacks the right (401002)");
  }

  @Test
  void our_own_refusal_stays_what_it_is() {
    var ours = new HubException(Reason.OVERLOADED, "full");

    assertThat(errors.of(ours)).isSameAs(ours);
    assertThat(errors.ofMethod(ours)).isSameAs(ours);
  }
}

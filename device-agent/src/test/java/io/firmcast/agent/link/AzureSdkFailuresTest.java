// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.firmcast.agent.link.LinkException.Reason;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureSdkFailuresTest {

  @ParameterizedTest
  @CsvSource({
    "UNAUTHORIZED, REFUSED",
    "BAD_FORMAT, BAD_REQUEST",
    "REQUEST_ENTITY_TOO_LARGE, BAD_REQUEST",
    "THROTTLED, BUSY",
    "SERVER_BUSY, BUSY",
    "ERROR, BUSY",
    "DEVICE_OPERATION_TIMED_OUT, TIMED_OUT",
    "IO_ERROR, NOT_CONNECTED"
  })
  void a_code_says_what_to_do(IotHubStatusCode code, Reason reason) {
    var explained = AzureSdkFailures.explain(new IotHubClientException(code, "as the SDK says"));

    assertThat(explained.reason()).isEqualTo(reason);
    assertThat(explained).hasMessage("as the SDK says");
  }

  @Test
  void a_client_that_is_not_open_is_not_connected() {
    var explained =
        AzureSdkFailures.explain(
            new IllegalStateException("Open the client connection before using it"));

    assertThat(explained.reason()).isEqualTo(Reason.NOT_CONNECTED);
  }

  @Test
  void the_innermost_cause_that_says_something_is_the_message() {
    var inner = new IOException("407", new IllegalStateException());
    var outer = new IotHubClientException(IotHubStatusCode.IO_ERROR, "See inner exception", inner);

    assertThat(AzureSdkFailures.explain(outer)).hasMessage("407").hasCause(outer);
  }

  @Test
  void silence_is_a_time_out() {
    assertThat(AzureSdkFailures.explain(new TimeoutException("30 s")).reason())
        .isEqualTo(Reason.TIMED_OUT);
  }

  @Test
  void what_is_explained_stays_as_it_is() {
    var known = LinkException.of(Reason.BUSY, "later");

    assertThat(AzureSdkFailures.explain(known)).isSameAs(known);
  }
}

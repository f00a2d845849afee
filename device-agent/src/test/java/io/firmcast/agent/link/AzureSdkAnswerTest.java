// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageType;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class AzureSdkAnswerTest {
  private final AzureSdkAnswer answer = new AzureSdkAnswer();

  @Test
  void the_mqtt_thread_alone_is_enough_for_a_twin() {
    var twin = new Twin(new TwinCollection(), new TwinCollection());

    answer.onResponseReceived(twin, message("200", "{}"), null, IotHubStatusCode.OK, null);

    assertThat(answer.body()).isCompletedWithValue("{}");
  }

  @Test
  void the_mqtt_thread_alone_is_enough_for_a_report() {
    var response = new ReportedPropertiesUpdateResponse(2);

    answer.onResponseReceived(message("204", ""), null, IotHubStatusCode.OK, response, null);

    assertThat(answer.body()).isCompletedWithValue("");
  }

  @Test
  void the_receiving_thread_alone_is_enough_where_it_was_faster() {
    answer.onResponseAcknowledged(message("200", "{\"reported\":{}}"), null);

    assertThat(answer.body()).isCompletedWithValue("{\"reported\":{}}");
  }

  @Test
  void both_are_no_more_than_one() {
    answer.onResponseAcknowledged(message("200", "first"), null);

    answer.onResponseReceived(null, message("200", "second"), null, IotHubStatusCode.OK, null);

    assertThat(answer.body()).isCompletedWithValue("first");
  }

  @Test
  void an_error_of_the_hub_keeps_its_code() {
    answer.onResponseAcknowledged(message("429", "{}"), null);

    assertThatThrownBy(() -> answer.body().get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            failure -> assertThat(failure.getStatusCode()).isEqualTo(IotHubStatusCode.THROTTLED));
  }

  @Test
  void that_the_hub_has_the_request_is_no_answer() {
    answer.onRequestQueued(new Message(""), null);
    answer.onRequestSent(new Message(""), null);
    answer.onRequestAcknowledged(new Message(""), null, null);

    assertThat(answer.body()).isNotDone();
  }

  @Test
  void a_request_that_could_not_be_sent_has_failed() {
    answer.onRequestAcknowledged(
        new Message(""), null, new IotHubClientException(IotHubStatusCode.IO_ERROR));

    assertThat(answer.body()).isCompletedExceptionally();
  }

  private static Message message(String status, String body) {
    var message =
        new IotHubTransportMessage(body.getBytes(StandardCharsets.UTF_8), MessageType.DEVICE_TWIN);
    message.setStatus(status);
    return message;
  }
}

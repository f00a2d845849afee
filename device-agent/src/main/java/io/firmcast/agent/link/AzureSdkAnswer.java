// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.twin.GetTwinCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateCorrelatingMessageCallback;
import com.microsoft.azure.sdk.iot.device.twin.ReportedPropertiesUpdateResponse;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The body of the hub's answer to one twin request, from whichever of two threads brings it.
 *
 * <p>The SDK's simpler callbacks and its blocking calls know only the first, {@code
 * onResponseReceived}, and lose answers: in 2.5.0 the receiving thread may forget the request
 * ({@code IotHubTransport.acknowledgeReceivedMessage}) before the MQTT thread looks it up to call
 * that. On two busy cores one answer in some dozens was lost, each a time-out of a minute. The
 * receiving thread itself calls {@code onResponseAcknowledged} before it forgets; but that alone is
 * not enough either, as it may be waiting for the reply to a method, which may wait for this
 * answer.
 */
final class AzureSdkAnswer
    implements GetTwinCorrelatingMessageCallback,
        ReportedPropertiesUpdateCorrelatingMessageCallback {
  private final CompletableFuture<String> body = new CompletableFuture<>();

  CompletableFuture<String> body() {
    return body;
  }

  @Override
  public void onResponseReceived(
      @Nullable Twin twin,
      Message message,
      @Nullable Object nothing,
      IotHubStatusCode code,
      @Nullable IotHubClientException failure) {
    take(message);
  }

  @Override
  public void onResponseReceived(
      Message message,
      @Nullable Object nothing,
      IotHubStatusCode code,
      ReportedPropertiesUpdateResponse response,
      @Nullable IotHubClientException failure) {
    take(message);
  }

  @Override
  public void onResponseAcknowledged(Message message, @Nullable Object nothing) {
    take(message);
  }

  /** The hub has the request, or it could not be sent. */
  @Override
  public void onRequestAcknowledged(
      Message message, @Nullable Object nothing, @Nullable IotHubClientException failure) {
    if (failure != null) {
      body.completeExceptionally(failure);
    }
  }

  @Override
  public void onRequestQueued(Message message, @Nullable Object nothing) {
    // Not an answer.
  }

  @Override
  public void onRequestSent(Message message, @Nullable Object nothing) {
    // Not an answer.
  }

  private void take(Message message) {
    var status = ((IotHubTransportMessage) message).getStatus();
    var code = IotHubStatusCode.getIotHubStatusCode(Integer.parseInt(status));
    if (IotHubStatusCode.isSuccessful(code)) {
      body.complete(new String(message.getBytes(), StandardCharsets.UTF_8));
    } else {
      body.completeExceptionally(new IotHubClientException(code, "the hub answered " + status));
    }
  }
}

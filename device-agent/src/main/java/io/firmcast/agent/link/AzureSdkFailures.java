// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.link;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.firmcast.agent.link.LinkException.Reason;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The SDK's failures in our words, told apart by type and code. */
final class AzureSdkFailures {
  private static final int DEEPEST = 10;

  private AzureSdkFailures() {}

  static LinkException explain(Throwable failure) {
    if (failure instanceof LinkException known) {
      return known;
    }
    return new LinkException(
        reason(failure), String.valueOf(innermost(failure).getMessage()), failure);
  }

  /** The SDK wraps twice or thrice, and refers to the inner exception in its own words. */
  private static Throwable innermost(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .limit(DEEPEST)
        .filter(cause -> cause.getMessage() != null)
        .reduce(failure, (outer, inner) -> inner);
  }

  private static Reason reason(Throwable failure) {
    if (failure instanceof IotHubClientException coded) {
      return reason(coded.getStatusCode());
    }
    return failure instanceof TimeoutException ? Reason.TIMED_OUT : Reason.NOT_CONNECTED;
  }

  private static Reason reason(IotHubStatusCode code) {
    return switch (code) {
      case UNAUTHORIZED -> Reason.REFUSED;
      case BAD_FORMAT, NOT_FOUND, PRECONDITION_FAILED, REQUEST_ENTITY_TOO_LARGE ->
          Reason.BAD_REQUEST;
      case DEVICE_OPERATION_TIMED_OUT, MESSAGE_EXPIRED -> Reason.TIMED_OUT;
      case THROTTLED, QUOTA_EXCEEDED, SERVER_BUSY, INTERNAL_SERVER_ERROR, ERROR -> Reason.BUSY;
      case OK, IO_ERROR, MESSAGE_CANCELLED_ONCLOSE -> Reason.NOT_CONNECTED;
    };
  }
}

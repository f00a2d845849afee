// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import io.firmcast.hub.HubException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Tells from the SDK's exceptions, by type and number, what went wrong (iot-hub-protocol.md section
 * 4.8). The number has six digits where the hub gave one, else it is the HTTP status.
 */
final class SdkErrors {
  private final String hostName;

  SdkErrors(String hostName) {
    this.hostName = hostName;
  }

  /**
   * For a direct method: whatever ended it after it was sent, the device may have run it. Silence
   * is the hub's own, for it answers 504101 in time where the device does not.
   */
  HubException ofMethod(Throwable failure) {
    if (isUnreadable(failure)) {
      return new HubException(Reason.DEVICE_TIMEOUT, "no answer that can be read", failure);
    }
    if (failure instanceof IotHubException refused && meansTheDeviceWasAsked(refused)) {
      return new HubException(Reason.DEVICE_TIMEOUT, said(refused), refused);
    }
    return of(failure);
  }

  /** For every other call. */
  HubException of(Throwable failure) {
    if (failure instanceof HubException ours) {
      return ours;
    }
    if (failure instanceof IotHubException refused) {
      var reason = Reason.of(refused.getErrorCode());
      return new HubException(
          reason, reason == Reason.UNAUTHORIZED ? keepsUsOut(refused) : said(refused), refused);
    }
    return new HubException(Reason.UNAVAILABLE, hostName + ": " + sentence(failure), failure);
  }

  private static boolean meansTheDeviceWasAsked(IotHubException refused) {
    // 404104: the device was connected when it was asked, and left before it answered.
    return status(refused.getErrorCode()) == 504 || refused.getErrorCode() == 404_104;
  }

  /** Whether the hub's answer broke the SDK's own parser. */
  private static boolean isUnreadable(Throwable failure) {
    return !(failure instanceof HubException)
        && (failure instanceof RuntimeException || failure instanceof Error);
  }

  private static int status(int code) {
    return code > 999 ? code / 1000 : code;
  }

  /** Read by whoever starts a service with the wrong connection string. */
  private String keepsUsOut(IotHubException refused) {
    return "%s refuses our key: it is wrong, expired or lacks the right (%d)"
        .formatted(hostName, refused.getErrorCode());
  }

  private String said(IotHubException refused) {
    return "%s answered %d: %s".formatted(hostName, refused.getErrorCode(), refused.getMessage());
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof SSLException) {
      return "no trusted TLS connection (" + failure.getMessage() + ")";
    }
    if (failure instanceof SocketTimeoutException || failure instanceof TimeoutException) {
      return "no answer in time";
    }
    if (failure instanceof IOException) {
      return "cannot be reached (" + failure.getMessage() + ")";
    }
    return "gave an answer that cannot be read";
  }
}

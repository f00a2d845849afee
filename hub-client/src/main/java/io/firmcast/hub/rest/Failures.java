// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub.rest;

import io.firmcast.hub.HubException;
import io.firmcast.hub.HubException.Reason;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What went wrong in an exchange, in our words. */
final class Failures {
  private final String hostName;

  Failures(String hostName) {
    this.hostName = hostName;
  }

  /** For a direct method: 504, and 404104, say that the device was asked and may have done it. */
  HubException ofMethod(Throwable failure) {
    return failure instanceof Refusal refused
            && (refused.code() == 404_104 || refused.code() / 1000 == 504 || refused.code() == 504)
        ? new HubException(Reason.DEVICE_TIMEOUT, refused.words(), refused)
        : of(failure);
  }

  /** For every other call. */
  HubException of(Throwable failure) {
    if (failure instanceof Refusal refused) {
      return new HubException(Reason.of(refused.code()), refused.words(), refused);
    }
    var cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return new HubException(Reason.UNAVAILABLE, hostName + ": " + sentence(cause), cause);
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof SSLException) {
      return "no trusted TLS connection (" + failure.getMessage() + ")";
    }
    if (failure instanceof HttpTimeoutException || failure instanceof TimeoutException) {
      return "no answer in time";
    }
    return failure instanceof IOException
        ? "cannot be reached"
        : "gave an answer that cannot be read";
  }
}

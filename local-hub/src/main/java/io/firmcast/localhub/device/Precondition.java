// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.device;

import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import org.jspecify.annotations.Nullable;

/**
 * An {@code If-Match} header: absent or a star matches anything, else an etag with or without
 * quotes, for the SDKs disagree.
 *
 * @param ifMatch the header's text, null if there was none
 */
public record Precondition(@Nullable String ifMatch) {

  public static final Precondition NONE = new Precondition(null);

  public boolean given() {
    return ifMatch != null && !bare(ifMatch).isEmpty();
  }

  /** Whether something with this etag may be changed. */
  public boolean allows(String etag) {
    if (ifMatch == null || !given()) {
      return true;
    }
    var wanted = bare(ifMatch);
    return wanted.equals("*") || wanted.equals(etag);
  }

  void check(String deviceId, String etag) {
    if (!allows(etag)) {
      throw new HubFailure(
          Code.PRECONDITION_FAILED, "ETag mismatch for device ID '" + deviceId + "'");
    }
  }

  private static String bare(String text) {
    var trimmed = text.trim();
    var quoted = trimmed.length() >= 2 && trimmed.startsWith("\"") && trimmed.endsWith("\"");
    return quoted ? trimmed.substring(1, trimmed.length() - 1) : trimmed;
  }
}

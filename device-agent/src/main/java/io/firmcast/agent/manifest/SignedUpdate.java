// SPDX-License-Identifier: Apache-2.0
package io.firmcast.agent.manifest;

import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What travels in the field {@code manifest} of an update: an envelope in base64, and where the
 * device is to go back to an older release, a dot and a permit's envelope in base64.
 */
public record SignedUpdate(Envelope manifest, @Nullable Envelope permit) {

  /** Reads the field; anything else is an {@link IllegalArgumentException}. */
  public static SignedUpdate parse(String field) {
    if (field.length() > 2 * StrictJson.LONGEST) {
      throw new IllegalArgumentException("too long");
    }
    var dot = field.indexOf('.');
    return dot < 0
        ? new SignedUpdate(envelope(field), null)
        : new SignedUpdate(envelope(field.substring(0, dot)), envelope(field.substring(dot + 1)));
  }

  @Override
  public String toString() {
    return base64(manifest)
        + Optional.ofNullable(permit).map(envelope -> "." + base64(envelope)).orElse("");
  }

  private static Envelope envelope(String base64) {
    return Envelope.parse(Base64.getDecoder().decode(base64));
  }

  private static String base64(Envelope envelope) {
    return Base64.getEncoder().encodeToString(envelope.toJson());
  }
}

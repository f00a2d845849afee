// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call of a direct method.
 *
 * @param payload JSON as Vert.x holds it: JsonObject, JsonArray, String, Number, Boolean or null
 * @param connectTimeout how long the hub waits for an offline device, 0 to 300 s
 * @param responseTimeout how long the hub waits for the answer, 5 to 300 s
 */
public record DirectMethod(
    String name, @Nullable Object payload, Duration connectTimeout, Duration responseTimeout) {

  public DirectMethod {
    between("connectTimeout", connectTimeout, 0);
    between("responseTimeout", responseTimeout, 5);
  }

  private static void between(String what, Duration value, long leastSeconds) {
    if (value.toSeconds() < leastSeconds || value.toSeconds() > 300) {
      throw new IllegalArgumentException(
          "%s must be %d to 300 s, not %s".formatted(what, leastSeconds, value));
    }
  }
}

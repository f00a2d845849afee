// SPDX-License-Identifier: Apache-2.0
package io.firmcast.hub;

import java.util.List;
import java.util.regex.Pattern;

/** How a new device or module will prove who it is. */
public sealed interface Credentials {

  /** By keys, which the hub makes. */
  record Keys() implements Credentials {}

  /** By a certificate in its name, of an authority that the hub knows. */
  record Certified() implements Credentials {}

  /**
   * By a certificate that nobody else vouches for.
   *
   * @param thumbprints one or two, SHA-1 or SHA-256 in hexadecimal: the primary and the secondary
   */
  record SelfSigned(List<String> thumbprints) implements Credentials {
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}");

    public SelfSigned {
      thumbprints = thumbprints.stream().map(text -> text.replace(":", "")).toList();
      if (thumbprints.isEmpty() || thumbprints.size() > 2) {
        throw new IllegalArgumentException("a certificate has one thumbprint, or two");
      }
      thumbprints.stream()
          .filter(text -> !HEX.matcher(text).matches())
          .forEach(
              text -> {
                throw new IllegalArgumentException(
                    "'" + text + "' is no thumbprint: write 40 or 64 hexadecimal digits");
              });
    }
  }
}

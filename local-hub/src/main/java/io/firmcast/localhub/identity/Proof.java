// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client brings to show who it is.
 *
 * @param token null if it sent none
 * @param certificates those of its TLS handshake, its own first, empty if there are none; asked for
 *     only if the identity authenticates by one
 */
public record Proof(@Nullable String token, Supplier<List<X509Certificate>> certificates) {

  /** A token and no certificate. */
  public static Proof ofToken(String token) {
    return new Proof(token, List::of);
  }

  @Override
  public String toString() {
    return "Proof[hidden]";
  }
}

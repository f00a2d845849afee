// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Judges tokens and certificates: whom they speak for, whether they are genuine and until when. */
public final class Gate {

  private final HubNames names;
  private final Policies policies;
  private final DeviceAuthorities authorities;
  private final BearerTokens bearer;
  private final Clock clock;

  public Gate(
      HubNames names,
      Policies policies,
      DeviceAuthorities authorities,
      BearerTokens bearer,
      Clock clock) {
    this.names = names;
    this.policies = policies;
    this.authorities = authorities;
    this.bearer = bearer;
    this.clock = clock;
  }

  /**
   * Whether a proof lets a device or module connect.
   *
   * @return when the right ends; empty if there is none, for whatever reason
   */
  public Optional<Instant> deviceConnect(Proof proof, DeviceIdentity device) {
    if (!device.enabled()) {
      return Optional.empty();
    }
    if (device.credentials() instanceof Credentials.Sas sas) {
      return Optional.ofNullable(proof.token()).flatMap(t -> byToken(t, device.key(), sas.keys()));
    }
    return byCertificate(proof.certificates().get(), device);
  }

  private Optional<Instant> byToken(String tokenText, String key, SharedKeys keys) {
    return genuineScope(tokenText, IdentityKey.scope(key))
        .filter(token -> mayConnect(token, keys))
        .map(SasToken::expiry);
  }

  private Optional<Instant> byCertificate(List<X509Certificate> chain, DeviceIdentity device) {
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    // Section 1.4, inferred: a certificate known by its hash is good for ever.
    if (device.credentials() instanceof Credentials.SelfSigned known) {
      return known.certificates().include(chain.get(0))
          ? Optional.of(Instant.MAX)
          : Optional.empty();
    }
    return device.credentials() instanceof Credentials.Certified
            && authorities.vouch(device.key(), chain, clock.instant())
        ? Optional.of(chain.get(0).getNotAfter().toInstant())
        : Optional.empty();
  }

  /** Whether a token of the service side carries one of the rights. */
  public boolean serviceAllows(String tokenText, List<Right> anyOf) {
    if (BearerTokens.isBearer(tokenText)) {
      return bearer.allow(tokenText, clock.instant());
    }
    return genuineScope(tokenText, List.of())
        .flatMap(this::policy)
        .filter(policy -> anyOf.stream().anyMatch(policy.rights()::contains))
        .isPresent();
  }

  /**
   * Whether a token speaks for a policy with every right, which a bearer token never does: it may
   * do all that the service side can, but not say who else may.
   */
  public boolean isOwner(String tokenText) {
    return genuineScope(tokenText, List.of())
        .flatMap(this::policy)
        .filter(policy -> policy.rights().containsAll(List.of(Right.values())))
        .isPresent();
  }

  private Optional<SasToken> genuineScope(String tokenText, List<String> target) {
    return SasToken.parse(tokenText)
        .filter(token -> token.expiry().isAfter(clock.instant()))
        .filter(token -> token.scopes().anyMatch(scope -> isOf(scope, target)));
  }

  private boolean isOf(SasScope scope, List<String> target) {
    return names.include(scope.host()) && scope.covers(target);
  }

  private boolean mayConnect(SasToken token, SharedKeys keys) {
    return token.policy() == null
        ? token.signedBy(keys)
        : policy(token).filter(p -> p.rights().contains(Right.DEVICE_CONNECT)).isPresent();
  }

  private Optional<Policy> policy(SasToken token) {
    return Optional.ofNullable(token.policy())
        .flatMap(policies::find)
        .filter(policy -> token.signedBy(policy.keys()));
  }
}

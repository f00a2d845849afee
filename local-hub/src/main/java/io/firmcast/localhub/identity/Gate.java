// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.firmcast.localhub.identity.Permit.Denied;
import io.firmcast.localhub.identity.Permit.Granted;
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

  /** Whether a proof lets a device or module connect. */
  public Permit deviceConnect(Proof proof, DeviceIdentity device) {
    if (!device.enabled()) {
      return new Denied("the device is disabled");
    }
    if (device.credentials() instanceof Credentials.Sas sas) {
      return proof.token() == null
          ? new Denied("it sent no token")
          : byToken(proof.token(), device.key(), sas.keys());
    }
    return byCertificate(proof.certificates().get(), device);
  }

  private Permit byToken(String tokenText, String key, SharedKeys keys) {
    var parsed = SasToken.parse(tokenText);
    if (parsed.isEmpty()) {
      return new Denied("its password is no shared access signature");
    }
    var token = parsed.get();
    if (hasEnded(token)) {
      return new Denied("its token ended at " + token.expiry());
    }
    if (!covers(token, IdentityKey.scope(key))) {
      return new Denied("its token is for another host or device");
    }
    if (token.policy() == null) {
      return token.signedBy(keys)
          ? new Granted(token.expiry())
          : new Denied("its token is signed with neither of its keys");
    }
    return policy(token).filter(p -> p.rights().contains(Right.DEVICE_CONNECT)).isPresent()
        ? new Granted(token.expiry())
        : new Denied("the policy of its token is unknown, has other keys or no DeviceConnect");
  }

  private Permit byCertificate(List<X509Certificate> chain, DeviceIdentity device) {
    if (chain.isEmpty()) {
      return new Denied("it showed no certificate");
    }
    // Section 1.4, inferred: a certificate known by its hash is good for ever.
    if (device.credentials() instanceof Credentials.SelfSigned known) {
      return known.certificates().include(chain.get(0))
          ? new Granted(Instant.MAX)
          : new Denied("its certificate has neither of the registered thumbprints");
    }
    return device.credentials() instanceof Credentials.Certified
            && authorities.vouch(device.key(), chain, clock.instant())
        ? new Granted(chain.get(0).getNotAfter().toInstant())
        : new Denied("no authority that the hub knows vouches for its certificate");
  }

  /** Whether a token of the service side carries one of the rights. */
  public boolean serviceAllows(String tokenText, List<Right> anyOf) {
    if (BearerTokens.isBearer(tokenText)) {
      return bearer.allow(tokenText, clock.instant());
    }
    return genuineScope(tokenText)
        .flatMap(this::policy)
        .filter(policy -> anyOf.stream().anyMatch(policy.rights()::contains))
        .isPresent();
  }

  /**
   * Whether a token speaks for a policy with every right, which a bearer token never does: it may
   * do all that the service side can, but not say who else may.
   */
  public boolean isOwner(String tokenText) {
    return genuineScope(tokenText)
        .flatMap(this::policy)
        .filter(policy -> policy.rights().containsAll(List.of(Right.values())))
        .isPresent();
  }

  private Optional<SasToken> genuineScope(String tokenText) {
    return SasToken.parse(tokenText).filter(token -> !hasEnded(token) && covers(token, List.of()));
  }

  private boolean hasEnded(SasToken token) {
    return !token.expiry().isAfter(clock.instant());
  }

  private boolean covers(SasToken token, List<String> target) {
    return token.scopes().anyMatch(s -> names.include(s.host()) && s.covers(target));
  }

  private Optional<Policy> policy(SasToken token) {
    return Optional.ofNullable(token.policy())
        .flatMap(policies::find)
        .filter(policy -> token.signedBy(policy.keys()));
  }
}

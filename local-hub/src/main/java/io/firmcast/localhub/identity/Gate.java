// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Judges shared access signatures: whom they speak for, whether they are genuine and until when.
 */
public final class Gate {

  private final HubNames names;
  private final Policies policies;
  private final Clock clock;

  public Gate(HubNames names, Policies policies, Clock clock) {
    this.names = names;
    this.policies = policies;
    this.clock = clock;
  }

  /**
   * Whether a token lets a device or module connect.
   *
   * @return when the right ends; empty if there is none, for whatever reason
   */
  public Optional<Instant> deviceConnect(String tokenText, DeviceIdentity device) {
    var token = genuineScope(tokenText, IdentityKey.scope(device.key()));
    return token
        .filter(valid -> device.enabled() && mayConnect(valid, device))
        .map(SasToken::expiry);
  }

  /** Whether a token of the service side carries one of the rights. */
  public boolean serviceAllows(String tokenText, List<Right> anyOf) {
    return genuineScope(tokenText, List.of())
        .flatMap(this::policy)
        .filter(policy -> anyOf.stream().anyMatch(policy.rights()::contains))
        .isPresent();
  }

  private Optional<SasToken> genuineScope(String tokenText, List<String> target) {
    return SasToken.parse(tokenText)
        .filter(token -> token.expiry().isAfter(clock.instant()))
        .filter(token -> names.include(token.scope().host()) && token.scope().covers(target));
  }

  private boolean mayConnect(SasToken token, DeviceIdentity device) {
    return token.policy() == null
        ? token.signedBy(device.keys())
        : policy(token).filter(p -> p.rights().contains(Right.DEVICE_CONNECT)).isPresent();
  }

  private Optional<Policy> policy(SasToken token) {
    return Optional.ofNullable(token.policy())
        .flatMap(policies::find)
        .filter(policy -> token.signedBy(policy.keys()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub;

import io.firmcast.localhub.identity.BearerTokens;
import io.firmcast.localhub.identity.DeviceAuthorities;
import io.firmcast.localhub.identity.Pem;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.identity.Policy;
import io.firmcast.localhub.identity.SharedKeys;
import io.firmcast.localhub.identity.Thumbprints;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGenerator;

/**
 * Who may do what: the shared access policies, the authorities of devices and bearer tokens.
 * Callable from any thread.
 */
public final class Access {

  private final Policies policies;
  private final DeviceAuthorities authorities;
  private final BearerTokens bearer;
  private final Store store;
  private final RandomGenerator random;

  Access(
      Policies policies,
      DeviceAuthorities authorities,
      BearerTokens bearer,
      Store store,
      RandomGenerator random) {
    this.policies = policies;
    this.authorities = authorities;
    this.bearer = bearer;
    this.store = store;
    this.random = random;
  }

  /**
   * A policy with its rights and keys; throws if there is none of this name. There are {@code
   * iothubowner}, {@code service}, {@code device}, {@code registryRead} and {@code
   * registryReadWrite}.
   */
  public Policy policy(String name) {
    return policies
        .find(name)
        .orElseThrow(() -> new NoSuchElementException("No shared access policy " + name));
  }

  /** Makes one of a policy's keys anew, which is kept; tokens of the old one fail from now on. */
  public Future<Policy> regenerate(String name, SharedKeys.Which which) {
    return policies
        .regenerate(name, which, random)
        .map(
            policy ->
                store.keep(List.of(Change.put(Kind.POLICY, name, () -> text(policy)))).map(policy))
        .orElseGet(
            () ->
                Future.failedFuture(new NoSuchElementException("No shared access policy " + name)));
  }

  /** What stands in for Microsoft Entra ID on the service side; not kept. */
  public BearerTokens bearer() {
    return bearer;
  }

  /**
   * Registers an authority whose certificates speak for the devices they name, those of type {@code
   * certificateAuthority}. What stands in the file {@code device-ca.pem} of the data directory at
   * the start is registered, too.
   *
   * @param pem one certificate or several
   * @return fails if the text holds none
   */
  public Future<Void> registerDeviceAuthority(String pem) {
    try {
      var certificates = Pem.certificates(pem);
      if (certificates.isEmpty()) {
        return Future.failedFuture(new IllegalArgumentException("No certificate in this text"));
      }
      certificates.forEach(authorities::add);
      return store.keep(
          certificates.stream()
              .map(c -> Change.put(Kind.DEVICE_AUTHORITY, Thumbprints.of(c), () -> Pem.of(c)))
              .toList());
    } catch (GeneralSecurityException unreadable) {
      return Future.failedFuture(unreadable);
    }
  }

  /** The policies' keys are in connection strings, which must outlive this process. */
  Future<Void> keep() {
    return store.keep(
        policies.all().stream()
            .map(policy -> Change.put(Kind.POLICY, policy.name(), () -> text(policy)))
            .toList());
  }

  private static String text(Policy policy) {
    return Policies.toJson(policy).encode();
  }
}

// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.access;

import io.firmcast.localhub.identity.BearerTokens;
import io.firmcast.localhub.identity.DeviceAuthorities;
import io.firmcast.localhub.identity.Pem;
import io.firmcast.localhub.identity.Policies;
import io.firmcast.localhub.identity.Policy;
import io.firmcast.localhub.identity.SharedKeys;
import io.firmcast.localhub.identity.Thumbprints;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: the shared access policies, the authorities of devices and bearer tokens.
 * Callable from any thread; futures complete once a change is durable.
 */
public final class Access {

  private final Policies policies;
  private final DeviceAuthorities authorities;
  private final BearerTokens bearer;
  private final Store store;
  private final RandomGenerator random;
  private volatile Function<Policy, Future<?>> follower = policy -> Future.succeededFuture();

  public Access(
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
    return policies.find(name).orElseThrow(() -> noSuchPolicy(name));
  }

  /** All policies by name. */
  public List<Policy> policies() {
    return policies.all().stream().sorted(Comparator.comparing(Policy::name)).toList();
  }

  /** Makes one of a policy's keys anew; tokens of the old one fail from now on. */
  public Future<Policy> regenerate(String name, SharedKeys.Which which) {
    return policies
        .regenerate(name, which, random)
        .map(policy -> store.keep(List.of(row(policy))).map(policy))
        .orElseGet(() -> Future.failedFuture(noSuchPolicy(name)))
        .compose(policy -> Future.succeededFuture(policy).eventually(() -> follower.apply(policy)));
  }

  /**
   * Has somebody follow the keys of policies. Whoever makes one anew learns of it when the follower
   * is done, however that ends; there is one follower at a time.
   */
  public void follow(Function<Policy, Future<?>> newFollower) {
    follower = newFollower;
  }

  /** The authorities whose certificates speak for devices. */
  public List<X509Certificate> deviceAuthorities() {
    return authorities.all().stream()
        .sorted(Comparator.comparing(authority -> authority.getSubjectX500Principal().getName()))
        .toList();
  }

  /**
   * Registers an authority whose certificates speak for the devices they name, those of type {@code
   * certificateAuthority}. What stands in the file {@code device-ca.pem} of the data directory at
   * the start is registered, too.
   *
   * @param pem one certificate or several
   * @return those that were read; fails if the text holds none
   */
  public Future<List<X509Certificate>> registerDeviceAuthority(String pem) {
    try {
      var certificates = Pem.certificates(pem);
      if (certificates.isEmpty()) {
        return Future.failedFuture(new IllegalArgumentException("No certificate in this text"));
      }
      certificates.forEach(authorities::add);
      return store
          .keep(
              certificates.stream()
                  .map(c -> Change.put(Kind.DEVICE_AUTHORITY, Thumbprints.of(c), () -> Pem.of(c)))
                  .toList())
          .map(certificates);
    } catch (GeneralSecurityException unreadable) {
      return Future.failedFuture(
          new IllegalArgumentException("The certificate cannot be read", unreadable));
    }
  }

  /**
   * Takes an authority away: its devices cannot connect any more. One of the file {@code
   * device-ca.pem} is back at the next start.
   *
   * @param thumbprint SHA-256, as {@link Thumbprints} writes it
   * @return false if there was none of this thumbprint
   */
  public Future<Boolean> removeDeviceAuthority(String thumbprint) {
    return authorities.remove(thumbprint)
        ? store.keep(List.of(Change.delete(Kind.DEVICE_AUTHORITY, thumbprint))).map(true)
        : Future.succeededFuture(false);
  }

  /**
   * Lets the service side in by a fixed bearer token, in the place of Microsoft Entra ID's; null
   * ends that. Fails if it has fewer than 16 bytes.
   */
  public Future<Void> acceptBearer(@Nullable String token) {
    try {
      bearer.acceptFixed(token);
      return store.keep(List.of(BearerRow.FIXED.of(token)));
    } catch (IllegalArgumentException tooShort) {
      return Future.failedFuture(tooShort);
    }
  }

  /**
   * Lets the service side in by JSON Web Tokens that are signed with a key (HS256) and have not
   * ended; null ends that. Fails if the key has fewer than 16 bytes.
   */
  public Future<Void> acceptJwt(@Nullable Buffer key) {
    try {
      bearer.acceptJwt(key);
      return store.keep(List.of(BearerRow.JWT.of(key == null ? null : base64(key))));
    } catch (IllegalArgumentException tooShort) {
      return Future.failedFuture(tooShort);
    }
  }

  /** Whether a fixed bearer token lets the service side in. */
  public boolean acceptsBearer() {
    return bearer.acceptsFixed();
  }

  /** Whether signed tokens let the service side in. */
  public boolean acceptsJwt() {
    return bearer.acceptsJwt();
  }

  /** The policies' keys are in connection strings, which must outlive this process. */
  public Future<Void> keep() {
    return store.keep(policies.all().stream().map(Access::row).toList());
  }

  /** What an earlier run of the hub accepted. */
  public static BearerTokens bearer(Map<RowKey, String> found) {
    return BearerRow.read(found);
  }

  private static String base64(Buffer bytes) {
    return Base64.getEncoder().encodeToString(bytes.getBytes());
  }

  private static Change row(Policy policy) {
    return Change.put(Kind.POLICY, policy.name(), () -> Policies.toJson(policy).encode());
  }

  private static NoSuchElementException noSuchPolicy(String name) {
    return new NoSuchElementException("No shared access policy " + name);
  }
}

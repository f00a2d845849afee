// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The hub's shared access policies, by name; their keys may change while the hub runs. */
public final class Policies {

  /** The policies every IoT Hub begins with. */
  private static final Map<String, Set<Right>> BUILT_IN =
      Map.of(
          Policy.OWNER,
          Set.of(Right.values()),
          "service",
          Set.of(Right.SERVICE_CONNECT),
          "device",
          Set.of(Right.DEVICE_CONNECT),
          "registryRead",
          Set.of(Right.REGISTRY_READ),
          "registryReadWrite",
          Set.of(Right.REGISTRY_READ, Right.REGISTRY_WRITE));

  private final Map<String, Policy> byName = new ConcurrentHashMap<>();

  private Policies() {}

  /**
   * The built-in policies, with the keys stored before or new ones.
   *
   * @param stored the keys of each policy by its name, as {@link #toJson} wrote them
   */
  public static Policies of(Map<String, JsonObject> stored, RandomGenerator random) {
    var policies = new Policies();
    BUILT_IN.forEach(
        (name, rights) ->
            policies.byName.put(name, new Policy(name, rights, keys(stored.get(name), random))));
    return policies;
  }

  public static JsonObject toJson(Policy policy) {
    return new JsonObject()
        .put("primaryKey", policy.keys().primary())
        .put("secondaryKey", policy.keys().secondary());
  }

  public Optional<Policy> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Policy owner() {
    return find(Policy.OWNER).orElseThrow();
  }

  public Collection<Policy> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Makes one of a policy's keys anew; tokens of the old one fail from now on.
   *
   * @return the policy as it is now; empty if there is none of this name
   */
  public Optional<Policy> regenerate(String name, SharedKeys.Which which, RandomGenerator random) {
    return Optional.ofNullable(
        byName.computeIfPresent(
            name,
            (same, policy) ->
                new Policy(name, policy.rights(), policy.keys().regenerate(which, random))));
  }

  private static SharedKeys keys(@Nullable JsonObject stored, RandomGenerator random) {
    return stored == null
        ? SharedKeys.generate(random)
        : new SharedKeys(stored.getString("primaryKey"), stored.getString("secondaryKey"));
  }

  @Override
  public String toString() {
    return "Policies" + byName.keySet();
  }
}

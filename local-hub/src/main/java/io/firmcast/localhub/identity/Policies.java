// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.identity;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** The hub's shared access policies, by name; fixed for the life of the hub. */
public record Policies(Map<String, Policy> byName) {

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

  public Policies {
    byName = Map.copyOf(byName);
  }

  /**
   * The built-in policies, with the keys stored before or new ones.
   *
   * @param stored the keys of each policy by its name, as {@link #toJson} wrote them
   */
  public static Policies of(Map<String, JsonObject> stored, RandomGenerator random) {
    return new Policies(
        BUILT_IN.entrySet().stream()
            .map(e -> new Policy(e.getKey(), e.getValue(), keys(stored, e.getKey(), random)))
            .collect(Collectors.toMap(Policy::name, Function.identity())));
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

  private static SharedKeys keys(
      Map<String, JsonObject> stored, String name, RandomGenerator random) {
    var json = stored.get(name);
    return json == null
        ? SharedKeys.generate(random)
        : new SharedKeys(json.getString("primaryKey"), json.getString("secondaryKey"));
  }
}

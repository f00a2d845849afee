// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.configuration;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.device.Precondition;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.fleet.Fleet;
import io.firmcast.localhub.query.Query;
import io.firmcast.localhub.store.Change;
import io.firmcast.localhub.store.RowKey;
import io.firmcast.localhub.store.RowKey.Kind;
import io.firmcast.localhub.store.Store;
import io.firmcast.localhub.tier.Throttles;
import io.firmcast.localhub.tier.Tier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** All configurations. Callable from any thread; futures complete once a change is durable. */
public final class Configurations {

  private static final int MAX = 100;
  private static final int MAX_FREE = 20;

  private final Store store;
  private final Throttles throttles;
  private final Clock clock;
  private final NavigableMap<String, Configuration> all = new ConcurrentSkipListMap<>();
  private final Keeper keeper;

  /**
   * @param every how often to look for devices that a configuration is now for
   */
  public Configurations(
      Vertx vertx,
      Store store,
      Devices devices,
      Fleet fleet,
      Throttles throttles,
      Clock clock,
      Duration every) {
    this.store = store;
    this.throttles = throttles;
    this.clock = clock;
    this.keeper = new Keeper(vertx, fleet, devices, all.values(), every);
  }

  /** Takes in what was found in the store; {@link #start} keeps devices to it. */
  public void restore(Map<RowKey, String> found) {
    found.forEach(
        (key, text) -> {
          if (key.kind() == Kind.CONFIGURATION) {
            all.put(key.id(), Configuration.fromJson(key.id(), new JsonObject(text)));
          }
        });
  }

  public void start() {
    keeper.start();
  }

  public void close() {
    keeper.close();
  }

  /** Creates a configuration, or replaces one if the request has an {@code If-Match}. */
  public Future<JsonObject> put(String id, JsonObject body, Precondition precondition) {
    var now = clock.instant();
    return change(
            id,
            present -> {
              if (!precondition.given()) {
                checkRoom(id, present);
                return Configuration.of(id, body, null, now);
              }
              return Configuration.of(id, body, matching(id, present, precondition), now);
            })
        .map(kept -> get(id));
  }

  public JsonObject get(String id) {
    return shown(existing(id, all.get(id)));
  }

  /** The first configurations in the order of their ids. */
  public List<JsonObject> list(int top) {
    return all.values().stream().limit(top).map(this::shown).toList();
  }

  public Future<Void> delete(String id, Precondition precondition) {
    return change(
        id,
        present -> {
          matching(id, present, precondition);
          return null;
        });
  }

  /** Says what is wrong with the queries of a configuration that might be created. */
  public JsonObject test(JsonObject body) {
    var errors = new JsonObject();
    if (body.getValue("customMetricQueries") instanceof JsonObject queries) {
      for (var name : queries.fieldNames()) {
        error(() -> Query.parse(String.valueOf(queries.getValue(name))))
            .ifPresent(text -> errors.put(name, text));
      }
    }
    var result = new JsonObject().put("customMetricQueryErrors", errors);
    if (body.getValue("targetCondition") instanceof String targets && !targets.isBlank()) {
      error(() -> Query.condition(targets))
          .ifPresent(text -> result.put("targetConditionError", text));
    }
    return result;
  }

  /** The member {@code configurations} of a twin; null if none is for the device. */
  public @Nullable JsonObject of(String deviceKey) {
    return keeper.of(deviceKey);
  }

  /** One change at a time; the store is told of them in their order. */
  private synchronized Future<Void> change(String id, Edit edit) {
    try {
      var next = edit.apply(all.get(id));
      if (next == null) {
        all.remove(id);
        return kept(Change.delete(Kind.CONFIGURATION, id));
      }
      all.put(id, next);
      return kept(Change.put(Kind.CONFIGURATION, id, () -> next.toJson().encode()));
    } catch (HubFailure refused) {
      return Future.failedFuture(refused);
    }
  }

  private Future<Void> kept(Change change) {
    return store.keep(List.of(change)).onSuccess(durable -> keeper.look());
  }

  /** From what is there (null: nothing) to what will be; throws to refuse. */
  @FunctionalInterface
  private interface Edit {

    @Nullable Configuration apply(@Nullable Configuration present);
  }

  private void checkRoom(String id, @Nullable Configuration present) {
    if (present != null) {
      throw new HubFailure(
          Code.CONFIGURATION_EXISTS, "There is a configuration " + id + " already");
    }
    var most = throttles.settings().tier() == Tier.F1 ? MAX_FREE : MAX;
    if (all.size() >= most) {
      // Section 4.7, inferred: how one too many is refused.
      throw new HubFailure(
          Code.INVALID_OPERATION, "The hub has " + most + " configurations, as many as it can");
    }
  }

  private static Configuration matching(
      String id, @Nullable Configuration present, Precondition precondition) {
    var existing = existing(id, present);
    if (!precondition.allows(existing.etag())) {
      throw new HubFailure(Code.PRECONDITION_FAILED, "ETag mismatch for configuration " + id);
    }
    return existing;
  }

  private static Configuration existing(String id, @Nullable Configuration present) {
    if (present == null) {
      throw new HubFailure(Code.CONFIGURATION_NOT_FOUND, "There is no configuration " + id);
    }
    return present;
  }

  private JsonObject shown(Configuration configuration) {
    return configuration.shown(
        keeper.counts(configuration.id()), keeper.metrics(configuration.id()));
  }

  private static Optional<String> error(Runnable parse) {
    try {
      parse.run();
      return Optional.empty();
    } catch (HubFailure refused) {
      return Optional.ofNullable(refused.getMessage());
    }
  }
}

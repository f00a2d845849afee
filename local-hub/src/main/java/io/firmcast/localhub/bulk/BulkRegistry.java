// SPDX-License-Identifier: Apache-2.0
package io.firmcast.localhub.bulk;

import io.firmcast.localhub.device.Devices;
import io.firmcast.localhub.failure.Code;
import io.firmcast.localhub.failure.HubFailure;
import io.firmcast.localhub.identity.IdentityKey;
import io.firmcast.localhub.tier.Throttles;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Carries out bulk requests, each entry for itself. Callable from any thread. */
public final class BulkRegistry {

  private static final int MAX_ENTRIES = 100;

  private final Devices devices;
  private final Throttles throttles;

  public BulkRegistry(Devices devices, Throttles throttles) {
    this.devices = devices;
    this.throttles = throttles;
  }

  /**
   * Carries out all entries; completes with what failed, once everything else is durable. Throws a
   * {@link HubFailure} where the request as a whole is not valid, and then nothing has changed.
   */
  public Future<Result> apply(JsonArray request) {
    if (request.isEmpty() || request.size() > MAX_ENTRIES) {
      throw new HubFailure(
          Code.ARGUMENT_INVALID, "A bulk request has between 1 and " + MAX_ENTRIES + " devices");
    }
    var entries = request.stream().map(BulkEntry::of).toList();
    var keys = new HashSet<String>();
    for (var entry : entries) {
      if (!keys.add(entry.key())) {
        throw new HubFailure(
            Code.DEVICE_DEFINED_TWICE, "Device " + entry.key() + " stands in the request twice");
      }
    }
    var more = (int) entries.stream().filter(this::adds).count();
    if (more > 0) {
      throttles.checkRoomFor(devices.count() + more);
    }
    var outcomes = entries.stream().map(this::apply).toList();
    return Future.all(outcomes)
        .map(
            done ->
                new Result(
                    outcomes.stream()
                        .map(Future::result)
                        .filter(Objects::nonNull)
                        .flatMap(Optional::stream)
                        .toList()));
  }

  /**
   * What became of a request.
   *
   * @param errors one for each entry that failed
   */
  public record Result(List<JsonObject> errors) {

    public boolean successful() {
      return errors.isEmpty();
    }

    public JsonObject toJson() {
      return new JsonObject()
          .put("isSuccessful", successful())
          .put("errors", new JsonArray(errors))
          .put("warnings", new JsonArray());
    }
  }

  private boolean adds(BulkEntry entry) {
    return entry.mode().creates()
        && !IdentityKey.isModule(entry.key())
        && devices.find(entry.key()).isEmpty();
  }

  /** The error of an entry, if it fails. */
  private Future<Optional<JsonObject>> apply(BulkEntry entry) {
    return Future.succeededFuture()
        .compose(ready -> entry.mode().apply(entry, devices))
        .map(done -> Optional.<JsonObject>empty())
        .otherwise(cause -> Optional.of(error(entry, HubFailure.of(cause))));
  }

  /** Section 4.2, inferred: the code by its name, as the REST documentation types it. */
  private static JsonObject error(BulkEntry entry, HubFailure failure) {
    var error =
        new JsonObject()
            .put("deviceId", IdentityKey.deviceId(entry.key()))
            .put("errorCode", failure.code().wireName())
            .put("errorStatus", failure.getMessage());
    var module = IdentityKey.moduleId(entry.key());
    return module == null ? error : error.put("moduleId", module);
  }
}
